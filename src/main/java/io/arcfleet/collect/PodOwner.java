package io.arcfleet.collect;

import io.arcfleet.collect.KubernetesJson.Metadata;
import io.arcfleet.collect.KubernetesJson.Owner;
import java.util.Locale;

/** The stable name of what a pod belongs to: pods of a deployment come and go with random suffixes. */
final class PodOwner {

    private PodOwner() {}

    static String of(String pod, Metadata metadata) {
        for (Owner owner : KubernetesJson.orEmpty(metadata.ownerReferences())) {
            if (owner.kind() != null && owner.name() != null && !Boolean.FALSE.equals(owner.controller())) {
                return owner.kind().equals("ReplicaSet")
                        ? "deployment/" + deployment(owner.name(), metadata)
                        : owner.kind().toLowerCase(Locale.ROOT) + "/" + owner.name();
            }
        }
        return "pod/" + pod;
    }

    /** A replica set is named after its deployment and the hash of the pod template, which is a label of the pod. */
    private static String deployment(String replicaSet, Metadata metadata) {
        String hash = metadata.labels() == null ? null : metadata.labels().podTemplateHash();
        if (hash != null && replicaSet.endsWith("-" + hash)) {
            return replicaSet.substring(0, replicaSet.length() - hash.length() - 1);
        }
        int dash = replicaSet.lastIndexOf('-');
        return dash > 0 ? replicaSet.substring(0, dash) : replicaSet;
    }
}
