package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What an API server holds, as templates. They depend on the faults and the distribution alone, so that a few serve
 * thousands of clusters.
 */
final class ClusterObjects {

    private final ConcurrentMap<Key, ObjectList> lists = new ConcurrentHashMap<>();
    private final Template version = Template.of(ClusterDocuments.version());
    private final Template openShiftVersion =
            Template.of(OpenShiftObjects.version().toString());
    private final Template openShiftPrivileged =
            Template.of(OpenShiftObjects.privileged(true).toString());
    private final Template openShiftNotPrivileged =
            Template.of(OpenShiftObjects.privileged(false).toString());
    private final Template config = Template.of(ClusterDocuments.config("<name>"));
    private final Template configOfOther = Template.of(ClusterDocuments.config("<name>-before-the-move"));
    private final Template metadata = Template.of(ClusterDocuments.metadata());

    private record Key(String resource, Set<Fault> faults, String variant) {}

    ObjectList pods(ClusterState cluster) {
        return list("PodList", "v1", cluster.faults(), () -> PodObjects.of(cluster.faults()));
    }

    ObjectList deployments(ClusterState cluster) {
        return list("DeploymentList", "apps/v1", cluster.faults(), () -> DeploymentObjects.of(cluster.faults()));
    }

    ObjectList events(ClusterState cluster) {
        return list("EventList", "v1", cluster.faults(), () -> EventObjects.of(cluster.faults()));
    }

    ObjectList secrets(ClusterState cluster, String namespace) {
        Set<Fault> faults = cluster.faults();
        if (namespace.equals("azure-arc")) {
            return cached("SecretList", "v1", faults, "agents", () -> SecretObjects.ofAgents(faults));
        }
        return namespace.equals(SlotValues.releaseNamespace(cluster.traits()))
                ? cached("SecretList", "v1", faults, "release", () -> SecretObjects.ofRelease(faults))
                : empty("SecretList", "v1");
    }

    ObjectList nodes(ClusterState cluster) {
        Set<Fault> faults = cluster.faults();
        ClusterTraits traits = cluster.traits();
        Distribution distribution = traits.distribution();
        return cached(
                "NodeList",
                "v1",
                faults,
                distribution.word() + traits.nodes(),
                () -> IntStream.rangeClosed(1, traits.nodes())
                        .mapToObj(number -> node(number, distribution, faults))
                        .toList());
    }

    ObjectList identityRequests(ClusterState cluster) {
        return arc(cluster, "AzureClusterIdentityRequestList", PlatformObjects::identityRequests);
    }

    ObjectList certificates(ClusterState cluster) {
        return arc(cluster, "ArcCertificateList", faults -> PlatformObjects.certificates());
    }

    ObjectList extensionConfigs(ClusterState cluster) {
        return arc(cluster, "ExtensionConfigList", faults -> PlatformObjects.extensionConfigs());
    }

    ObjectList signingKeys(ClusterState cluster) {
        return arc(cluster, "SigningKeyList", faults -> PlatformObjects.signingKeys());
    }

    ObjectList bindings(ClusterState cluster) {
        return list(
                "ClusterRoleBindingList",
                "rbac.authorization.k8s.io/v1",
                cluster.faults(),
                () -> PlatformObjects.bindings(cluster.faults()));
    }

    ObjectList fluxControllers(ClusterState cluster) {
        return cached(
                "DeploymentList",
                "apps/v1",
                cluster.faults(),
                "flux",
                () -> PlatformObjects.fluxControllers(cluster.faults()));
    }

    ObjectList workloadIdentity(ClusterState cluster) {
        return cached(
                "DeploymentList",
                "apps/v1",
                cluster.faults(),
                "workload-identity",
                () -> PlatformObjects.workloadIdentity(cluster.faults()));
    }

    ObjectList dnsPods(ClusterState cluster) {
        Distribution distribution = cluster.traits().distribution();
        boolean broken = cluster.has(Fault.DNS_BROKEN);
        return cached(
                "PodList", "v1", cluster.faults(), distribution.word(), () -> DnsObjects.pods(distribution, broken));
    }

    ObjectList dnsEndpointSlices(ClusterState cluster) {
        Distribution distribution = cluster.traits().distribution();
        boolean broken = cluster.has(Fault.DNS_BROKEN);
        return cached(
                "EndpointSliceList",
                "discovery.k8s.io/v1",
                cluster.faults(),
                distribution.word(),
                () -> DnsObjects.endpointSlices(distribution, broken));
    }

    /** A pod of somebody else that crashes, in a namespace of its own. */
    ObjectList otherPods(ClusterState cluster) {
        return cluster.has(Fault.UNRELATED_WORKLOAD_BROKEN)
                ? cached("PodList", "v1", cluster.faults(), "other", PodObjects::ofSomebodyElse)
                : empty("PodList", "v1");
    }

    /** A list with nothing in it. */
    ObjectList empty(String kind, String apiVersion) {
        return cached(kind, apiVersion, Set.of(), "empty", List::of);
    }

    /** The version of OpenShift. */
    Template openShiftVersion() {
        return openShiftVersion;
    }

    /** The security context constraint privileged of OpenShift. */
    Template openShiftPrivileged(ClusterState cluster) {
        return cluster.has(Fault.SCC_BLOCKS_PROXY) ? openShiftNotPrivileged : openShiftPrivileged;
    }

    /** The body of {@code /version}. */
    Template version() {
        return version;
    }

    /** The config map azure-clusterconfig. */
    Template config(ClusterState cluster) {
        return cluster.has(Fault.MOVED_AGENT) ? configOfOther : config;
    }

    /** The custom resource clustermetadata. */
    Template metadata() {
        return metadata;
    }

    private ObjectList arc(ClusterState cluster, String kind, Function<Set<Fault>, List<ObjectNode>> objects) {
        Set<Fault> faults = cluster.faults();
        return list(kind, "clusterconfig.azure.com/v1beta1", faults, () -> objects.apply(faults));
    }

    private ObjectList list(String kind, String apiVersion, Set<Fault> faults, Supplier<List<ObjectNode>> objects) {
        return cached(kind, apiVersion, faults, "", objects);
    }

    private ObjectList cached(
            String kind, String apiVersion, Set<Fault> faults, String variant, Supplier<List<ObjectNode>> objects) {
        return lists.computeIfAbsent(
                new Key(kind, faults, variant), key -> ObjectList.of(apiVersion, kind, objects.get()));
    }

    private static ObjectNode node(int number, Distribution distribution, Set<Fault> faults) {
        String count = Integer.toString(number);
        ObjectNode node = Skeleton.NODE.fill(
                Map.of("number", count, "image", distribution.image(), "runtime", distribution.runtime()));
        node.withObject("/metadata/labels").put(distribution.label(), distribution.labelValue());
        if (!distribution.provider().isEmpty()) {
            node.withObject("/spec").put("providerID", distribution.provider().replace("{number}", count));
        }
        if (faults.contains(Fault.NO_AMD64_NODE)) {
            node.withObject("/status/nodeInfo").put("architecture", "arm64");
            node.withObject("/metadata/labels")
                    .put("kubernetes.io/arch", "arm64")
                    .put("beta.kubernetes.io/arch", "arm64");
        }
        if (faults.contains(Fault.NODE_NOT_READY) && number == 1) {
            // The node controller's words when the kubelet is silent.
            node.at("/status/conditions")
                    .forEach(condition -> ((ObjectNode) condition)
                            .put("status", "Unknown")
                            .put("lastTransitionTime", "<start:7200>")
                            .put("reason", "NodeStatusUnknown")
                            .put("message", "Kubelet stopped posting node status."));
        }
        return node;
    }
}
