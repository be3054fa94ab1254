package io.arcfleet.collect;

import io.arcfleet.collect.NodeReader.Nodes;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides which of the reads that not every cluster needs concern a cluster. */
final class Concerns {

    private Concerns() {}

    /** Whether Azure says that a feature is on. */
    static boolean isOn(AzureFacts azure, Predicate<ConnectedCluster.Features> feature) {
        return azure.resource()
                .seen()
                .map(ConnectedCluster::features)
                .filter(feature)
                .isPresent();
    }

    /** Whether Azure has the Flux extension or a Flux configuration, or could not be asked. */
    static boolean flux(AzureFacts azure) {
        var extensions = azure.extensions().seen();
        var configurations = azure.fluxConfigurations().seen();
        return extensions.isEmpty()
                || configurations.isEmpty()
                || !configurations.get().isEmpty()
                || extensions.get().stream().anyMatch(extension -> "microsoft.flux".equals(extension.type()));
    }

    /** Whether an extension is in a change or has failed, or Azure could not be asked. */
    static boolean unsettledExtensions(AzureFacts azure) {
        return azure.extensions()
                .seen()
                .map(extensions -> extensions.stream()
                        .anyMatch(extension -> !"Succeeded".equalsIgnoreCase(extension.provisioningState())))
                .orElse(true);
    }

    /** Whether the certificate of kube-aad-proxy is not there, or nobody could look. */
    static boolean noProxyCertificate(Observation<Set<String>> secretNames) {
        return !secretNames.seen().orElse(Set.of()).contains("kube-aad-proxy-certificate");
    }

    /** Why the cluster is not OpenShift, or nobody knows; empty when it is, by Azure's word or a label of its nodes. */
    static <T> Optional<Unavailable<T>> notOpenShift(AzureFacts azure, Observation<Nodes> nodes) {
        String distribution = azure.resource()
                .seen()
                .flatMap(cluster -> Optional.ofNullable(cluster.distribution()))
                .orElse("");
        if (distribution.toLowerCase(Locale.ROOT).contains("openshift")
                || nodes.seen().filter(Nodes::openShift).isPresent()) {
            return Optional.empty();
        }
        return nodes.failure().isPresent() && distribution.isEmpty()
                ? nodes.failure().map(Unavailable::cast)
                : Optional.of(new Unavailable<>(Reason.NOT_FOUND, "This cluster is not OpenShift."));
    }

    /** Whether the agents, or the Helm release that installed them, are not there. */
    static boolean noAgents(
            Observation<List<AgentDeployment>> deployments, Observation<List<HelmRelease>> helmReleases) {
        return isAbsent(deployments) || isAbsent(helmReleases);
    }

    /** Whether one of the reads was refused. */
    static boolean refused(List<Observation<?>> reads) {
        return reads.stream().anyMatch(read -> reason(read) == Reason.NOT_PERMITTED);
    }

    private static <T> boolean isAbsent(Observation<List<T>> read) {
        return read.seen().map(List::isEmpty).orElseGet(() -> reason(read) == Reason.NOT_FOUND);
    }

    private static @Nullable Reason reason(Observation<?> read) {
        return read instanceof Unavailable<?> failure ? failure.reason() : null;
    }
}
