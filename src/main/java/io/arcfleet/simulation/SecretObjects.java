package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Secrets, with slots for what differs between clusters. Their values say that nobody should have read them. */
final class SecretObjects {

    /** The value of every secret. */
    static final String SENTINEL = "arc-fleet-simulation-secret-value-that-nobody-may-read";

    private static final String IDENTITY = "azure-identity-certificate";
    private static final String PROXY = "kube-aad-proxy-certificate";

    private static final Set<Fault> NO_IDENTITY =
            Set.of(Fault.IDENTITY_CERTIFICATE_MISSING, Fault.IDENTITY_ENDPOINT_BLOCKED, Fault.KEY_PAIR_BROKEN);
    private static final Set<Fault> NO_AGENTS = Set.of(Fault.AGENTS_REMOVED, Fault.LEFTOVERS);

    private SecretObjects() {}

    /** The secrets of the namespace azure-arc when {@code faults} are there. */
    static List<ObjectNode> ofAgents(Set<Fault> faults) {
        List<String> names = new ArrayList<>(List.of(
                "azure-arc-connect-privatekey",
                IDENTITY,
                "config-agent-identity-request-token",
                "container-insights-clusteridentityrequest-token",
                "identity-request-3f1c8a52a0f64ad0b0a9c31f9ce0bd6a3f1c8a52a0f64ad0b0a9c31f9ce0bd6a-token",
                PROXY));
        if (!Collections.disjoint(faults, NO_AGENTS)) {
            names.clear();
        }
        if (lacksIdentity(faults)) {
            names.remove(IDENTITY);
        }
        if (faults.contains(Fault.KUBE_AAD_PROXY_CERTIFICATE_MISSING)) {
            names.remove(PROXY);
        }
        return names.stream()
                .map(name -> secret(name, "azure-arc", "Opaque", "clusteridentityoperator", "<start:327000>"))
                .toList();
    }

    /** Whether the certificate of the identity never came. */
    static boolean lacksIdentity(Set<Fault> faults) {
        return !Collections.disjoint(faults, NO_IDENTITY);
    }

    /** The secrets that store the Helm release when {@code faults} are there. */
    static List<ObjectNode> ofRelease(Set<Fault> faults) {
        if (faults.contains(Fault.HELM_MISSING) || !Collections.disjoint(faults, NO_AGENTS)) {
            return List.of();
        }
        List<ObjectNode> revisions = new ArrayList<>();
        revisions.add(revision(4, "superseded", "modifiedAt", 327_700));
        revisions.add(revision(5, "deployed", "modifiedAt", 327_600));
        if (faults.contains(Fault.HELM_STUCK)) {
            // Never updated since it was created: Helm then knows no modification time.
            revisions.add(revision(6, "pending-upgrade", "createdAt", 5 * 3_600));
        }
        return List.copyOf(revisions);
    }

    private static ObjectNode revision(int number, String status, String timeLabel, int age) {
        ObjectNode secret = secret(
                "sh.helm.release.v1.azure-arc.v" + number,
                "<release-namespace>",
                "helm.sh/release.v1",
                "Helm",
                "<start:" + age + ">");
        secret.withObject("/metadata/labels")
                .put(timeLabel, "<epoch:" + age + ">")
                .put("name", "azure-arc")
                .put("owner", "helm")
                .put("status", status)
                .put("version", Integer.toString(number));
        return secret;
    }

    private static ObjectNode secret(String name, String namespace, String type, String manager, String created) {
        return Skeleton.SECRET.fill(Map.of(
                "name", name,
                "namespace", namespace,
                "type", type,
                "manager", manager,
                "created", created,
                "sentinel", Base64.getEncoder().encodeToString(SENTINEL.getBytes(StandardCharsets.UTF_8))));
    }
}
