package io.arcfleet.snapshot;

import static io.arcfleet.snapshot.Records.with;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A healthy cluster, and ways to change one thing about it. */
public final class ClusterSnapshots {

    /** The instant at which every snapshot is taken. */
    public static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");

    /** The cluster of every snapshot. */
    public static final ClusterIdentity IDENTITY =
            ClusterIdentity.of("11111111-2222-3333-4444-555555555555", "rg-stores", "store-042", "westeurope");

    private ClusterSnapshots() {}

    /** A cluster that is connected, with every agent ready and everything read. */
    public static ClusterSnapshot healthy() {
        return new ClusterSnapshot(
                IDENTITY,
                new AzureFacts(
                        Observation.of(connected()),
                        Observation.of(List.of(fluxExtension())),
                        Observation.of(List.of(fluxConfiguration())),
                        Observation.of(List.of())),
                kubernetes(),
                NOW);
    }

    /** A cluster of which nothing could be observed. */
    public static ClusterSnapshot unavailable(Reason reason) {
        String detail = "Nothing came back.";
        return new ClusterSnapshot(
                IDENTITY,
                AzureFacts.unavailable(reason, detail),
                KubernetesFacts.unavailable(reason, detail, Duration.ZERO),
                NOW);
    }

    /** The Azure resource changed, for example with {@link Records#with}. */
    public static ClusterSnapshot withResource(ClusterSnapshot snapshot, UnaryOperator<ConnectedCluster> change) {
        return withResource(snapshot, snapshot.azure().resource().map(change));
    }

    public static ClusterSnapshot withResource(ClusterSnapshot snapshot, Observation<ConnectedCluster> resource) {
        return with(snapshot, "azure", with(snapshot.azure(), "resource", resource));
    }

    public static ClusterSnapshot withExtensions(ClusterSnapshot snapshot, ClusterExtension... extensions) {
        return with(snapshot, "azure", with(snapshot.azure(), "extensions", Observation.of(List.of(extensions))));
    }

    public static ClusterSnapshot withFluxConfigurations(
            ClusterSnapshot snapshot, FluxConfiguration... configurations) {
        return with(
                snapshot,
                "azure",
                with(snapshot.azure(), "fluxConfigurations", Observation.of(List.of(configurations))));
    }

    public static ClusterSnapshot withKubernetes(ClusterSnapshot snapshot, UnaryOperator<KubernetesFacts> change) {
        return with(snapshot, "kubernetes", change.apply(snapshot.kubernetes()));
    }

    /** One component of the Kubernetes facts observed as {@code value}, or unavailable when that is what is given. */
    public static ClusterSnapshot withKubernetes(ClusterSnapshot snapshot, String component, Object value) {
        Object observation =
                value instanceof Observation<?> || component.equals("logs") ? value : Observation.of(value);
        return withKubernetes(snapshot, facts -> with(facts, component, observation));
    }

    public static ClusterSnapshot withPods(ClusterSnapshot snapshot, AgentPod... pods) {
        return withKubernetes(snapshot, "pods", List.of(pods));
    }

    /** The pods of {@code workload} changed. */
    public static ClusterSnapshot withPod(ClusterSnapshot snapshot, String workload, UnaryOperator<AgentPod> change) {
        return withKubernetes(
                snapshot,
                "pods",
                pods(snapshot).stream()
                        .map(pod -> pod.workload().equals(workload) ? change.apply(pod) : pod)
                        .toList());
    }

    /** The pods of {@code workload} changed, and its deployment without an available replica. */
    public static ClusterSnapshot withBrokenPod(
            ClusterSnapshot snapshot, String workload, UnaryOperator<AgentPod> change) {
        return withDeployment(withPod(snapshot, workload, change), workload, ClusterSnapshots::unavailable);
    }

    public static ClusterSnapshot withDeployment(
            ClusterSnapshot snapshot, String workload, UnaryOperator<AgentDeployment> change) {
        return withKubernetes(
                snapshot,
                "deployments",
                deployments(snapshot).stream()
                        .map(deployment -> workload.equals("deployment/" + deployment.name())
                                ? change.apply(deployment)
                                : deployment)
                        .toList());
    }

    /** Without the pods of {@code workload}; its deployment stays. */
    public static ClusterSnapshot withoutPods(ClusterSnapshot snapshot, String workload) {
        return withKubernetes(
                snapshot,
                "pods",
                pods(snapshot).stream()
                        .filter(pod -> !pod.workload().equals(workload))
                        .toList());
    }

    /** Without the deployment and the pods of {@code workload}. */
    public static ClusterSnapshot without(ClusterSnapshot snapshot, String workload) {
        return withKubernetes(
                withoutPods(snapshot, workload),
                "deployments",
                deployments(snapshot).stream()
                        .filter(deployment -> !workload.equals("deployment/" + deployment.name()))
                        .toList());
    }

    public static ClusterSnapshot withoutSecret(ClusterSnapshot snapshot, String name) {
        Set<String> names =
                new LinkedHashSet<>(snapshot.kubernetes().secretNames().seen().orElseThrow());
        names.remove(name);
        return withKubernetes(snapshot, "secretNames", Set.copyOf(names));
    }

    /** A deployment none of whose replicas is available. */
    public static AgentDeployment unavailable(AgentDeployment deployment) {
        return new AgentDeployment(
                deployment.name(),
                deployment.desired(),
                0,
                0,
                List.of(new AgentDeployment.Condition(
                        "Available",
                        "False",
                        "MinimumReplicasUnavailable",
                        "Deployment does not have minimum availability.")));
    }

    /** An Azure resource that is connected, with a certificate that has 80 days left. */
    public static ConnectedCluster connected() {
        return new ConnectedCluster(
                IDENTITY,
                "Retail",
                null,
                Map.of("country", "nl"),
                "k3s",
                "generic",
                "1.35.3",
                "1.36.1",
                3,
                12,
                ConnectivityStatus.CONNECTED,
                "Connected",
                NOW.minus(Duration.ofMinutes(3)),
                NOW.plus(Duration.ofDays(80)),
                "Succeeded",
                false,
                NOW.minus(Duration.ofDays(200)),
                ConnectedCluster.Features.none(),
                new ConnectedCluster.AgentProfile(null, "Enabled", "Succeeded", List.of()),
                true);
    }

    public static ClusterExtension fluxExtension() {
        return new ClusterExtension("flux", "microsoft.flux", "1.17.2", "Succeeded", null, null, List.of());
    }

    public static FluxConfiguration fluxConfiguration() {
        return new FluxConfiguration(
                "apps",
                "apps",
                "Succeeded",
                "Compliant",
                false,
                "https://git.example.com/stores/apps",
                null,
                NOW.minus(Duration.ofMinutes(5)),
                List.of());
    }

    private static KubernetesFacts kubernetes() {
        return new KubernetesFacts(
                Observation.of("https://store-042.example.com:6443"),
                Observation.of("v1.35.3+k3s1"),
                Observation.of(AgentPods.healthy().stream()
                        .map(pod -> pod.workload().substring("deployment/".length()))
                        .map(name -> new AgentDeployment(name, 1, 1, 1, List.of()))
                        .toList()),
                Observation.of(AgentPods.healthy()),
                Observation.of(List.of()),
                Observation.of(Set.of("azure-identity-certificate", "kube-aad-proxy-certificate")),
                Observation.of(List.of(new HelmRelease(
                        "azure-arc", "azure-arc-release", 7, "deployed", NOW.minus(Duration.ofDays(20))))),
                Observation.of(new ArcClusterConfig(Map.of(
                        "AZURE_SUBSCRIPTION_ID", "11111111-2222-3333-4444-555555555555",
                        "AZURE_RESOURCE_GROUP", "rg-stores",
                        "AZURE_RESOURCE_NAME", "store-042",
                        "AZURE_REGION", "westeurope",
                        "AZURE_ARC_AUTOUPDATE", "true"))),
                Observation.of(new ClusterMetadata(IDENTITY.id(), "1.35.3", 3, "1.36.1")),
                Observation.of(Stream.of("node-1", "node-2", "node-3")
                        .map(ClusterSnapshots::node)
                        .toList()),
                platform(),
                List.of(),
                List.of(new ReadReceipt("pods", Duration.ofMillis(12), "ok", "")));
    }

    /** A ready Linux node. */
    public static ClusterNode node(String name) {
        return new ClusterNode(
                name,
                true,
                false,
                "linux",
                "amd64",
                "v1.35.3+k3s1",
                List.of(),
                List.of(new AgentDeployment.Condition("Ready", "True", "KubeletReady", null)),
                Map.of("cpu", "3920m", "memory", "15892044Ki"));
    }

    private static PlatformFacts platform() {
        String notAsked = "It does not concern this cluster.";
        return new PlatformFacts(
                Observation.of(List.of(new IdentityRequest(
                        "config-agent-identity-request",
                        "https://management.core.windows.net/",
                        NOW.minus(Duration.ofDays(20)),
                        NOW.plus(Duration.ofHours(20)),
                        "config-agent-identity-request-token"))),
                Observation.of(List.of(
                        new ArcCustomResource("kube-aad-proxy", NOW.minus(Duration.ofDays(20)), false, Map.of()))),
                Observation.of(List.of(new ArcCustomResource("flux", NOW.minus(Duration.ofDays(20)), false, Map.of()))),
                Observation.unavailable(Reason.NOT_ATTEMPTED, notAsked),
                Observation.unavailable(Reason.NOT_ATTEMPTED, notAsked),
                Observation.of(List.of(AgentPods.ready("coredns", "coredns"))),
                Observation.of(2),
                Observation.of(AgentPods.healthy().stream()
                        .map(pod -> Objects.requireNonNull(pod.serviceAccount()))
                        .map(account -> new AgentBinding(account + "-binding", account + "-role", Set.of(account)))
                        .toList()),
                Observation.unavailable(Reason.NOT_ATTEMPTED, notAsked),
                Observation.unavailable(Reason.NOT_FOUND, "This cluster is not OpenShift."),
                Observation.of(Stream.of("fluxconfig-agent", "fluxconfig-controller", "source-controller")
                        .map(name -> new AgentDeployment(name, 1, 1, 1, List.of()))
                        .toList()),
                Observation.unavailable(Reason.NOT_ATTEMPTED, notAsked));
    }

    /** One component of the facts around the agents observed as {@code value}, or unavailable when that is given. */
    public static ClusterSnapshot withPlatform(ClusterSnapshot snapshot, String component, Object value) {
        Object observation = value instanceof Observation<?> ? value : Observation.of(value);
        return withKubernetes(
                snapshot, facts -> with(facts, "platform", with(facts.platform(), component, observation)));
    }

    private static List<AgentPod> pods(ClusterSnapshot snapshot) {
        return snapshot.kubernetes().pods().seen().orElseThrow();
    }

    private static List<AgentDeployment> deployments(ClusterSnapshot snapshot) {
        return snapshot.kubernetes().deployments().seen().orElseThrow();
    }
}
