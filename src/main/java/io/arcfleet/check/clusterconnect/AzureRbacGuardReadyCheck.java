package io.arcfleet.check.clusterconnect;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.check.agents.FaultyPod;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterNode;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A {@link Check} that guard, which asks Azure RBAC for the API server, works where Azure RBAC is on. */
public final class AzureRbacGuardReadyCheck implements Check<AzureRbacGuardReadyCheck.View> {

    private static final String GUARD = "deployment/guard";

    private static final CheckSpec SPEC = new CheckSpec(
            "azure-rbac-guard-ready",
            "Guard is ready where Azure RBAC is on",
            Area.CLUSTER_CONNECT,
            Severity.HIGH,
            "See why guard is not ready: `kubectl -n azure-arc describe deployment/guard`. When it is missing, or its"
                    + " webhook's certificate has expired, enable Azure RBAC again:"
                    + " `az connectedk8s enable-features --features azure-rbac -n {name} -g {resourceGroup}`, and repeat the"
                    + " steps for the API server where they are manual.",
            List.of(ReferencePages.AZURE_RBAC),
            Stream.concat(
                            AgentWorkloads.explainedWhenDown(Set.of(GUARD)).stream(),
                            Stream.of(Explanation.bySameSubject("agent-pods-admitted")))
                    .toList(),
            false);

    private static final String DISABLE =
            "Disable Azure RBAC, which this cluster cannot use, and bind Kubernetes roles instead:"
                    + " `az connectedk8s disable-features --features azure-rbac -n {name} -g {resourceGroup}`.";

    /** Distributions on which Azure RBAC is not supported, from its documentation. */
    private static final Map<String, String> UNSUPPORTED = Map.of("openshift", "OpenShift", "eks", "EKS", "gke", "GKE");

    private final Duration settling;
    private final SignatureCatalog signatures;

    /** With the time that guard may take to start, and the known error texts. */
    public AzureRbacGuardReadyCheck(Duration settling, SignatureCatalog signatures) {
        this.settling = settling;
        this.signatures = signatures;
    }

    /**
     * What is looked at.
     *
     * @param unsupported why Azure RBAC cannot work on this cluster
     * @param deployment of guard
     * @param logs only say more
     */
    public record View(
            boolean on,
            Optional<String> unsupported,
            Optional<AgentDeployment> deployment,
            List<AgentPod> pods,
            Observation<LogEvidence> logs) {

        public View {
            pods = List.copyOf(pods);
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        KubernetesFacts facts = snapshot.kubernetes();
        Observation<LogEvidence> logs = LogEvidence.of(snapshot, signatures);
        return snapshot.azure()
                .resource()
                .flatMap(cluster -> cluster.features().azureRbac()
                        ? facts.deployments()
                                .map(all -> new View(
                                        true,
                                        unsupported(cluster, facts),
                                        guard(all),
                                        facts.pods().seen().orElse(List.of()),
                                        logs))
                        : Observation.of(new View(false, Optional.empty(), Optional.empty(), List.of(), logs)));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        if (!view.on()) {
            return List.of();
        }
        if (view.unsupported().isPresent()) {
            return List.of(Issue.of(
                            "feature/azure-rbac",
                            "Azure RBAC is on, and " + view.unsupported().get() + " does not support it.")
                    .withRemedy(DISABLE));
        }
        List<Issue> issues = new ArrayList<>();
        readiness(view, at).map(words -> Issue.of(GUARD, words)).ifPresent(issues::add);
        expiredCertificate(view.logs()).ifPresent(issues::add);
        return issues;
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        boolean on = snapshot.azure()
                .resource()
                .seen()
                .filter(cluster -> cluster.features().azureRbac())
                .isPresent();
        KubernetesFacts facts = snapshot.kubernetes();
        return on
                ? facts.platform()
                        .openShift()
                        .unseen("openshift version")
                        .or(() -> facts.nodes().unseen("nodes"))
                        .or(() -> facts.pods().unseen("pods"))
                        .or(() -> LogEvidence.unread(snapshot))
                : Optional.empty();
    }

    private Optional<String> readiness(View view, Instant at) {
        if (view.deployment().isEmpty()) {
            return Optional.of("Azure RBAC is on, and namespace azure-arc has no deployment guard.");
        }
        List<AgentPod> pods =
                view.pods().stream().filter(pod -> pod.workload().equals(GUARD)).toList();
        Optional<String> fault = FaultyPod.perWorkload(pods, at, settling).stream()
                .findFirst()
                .map(pod -> "Azure RBAC is on, and guard fails: " + pod.fault().phrase() + ".");
        AgentDeployment guard = view.deployment().get();
        return fault.or(() -> !guard.isAvailable() && !isStarting(pods, at)
                ? Optional.of("Azure RBAC is on, and guard has " + guard.available() + " of " + guard.desired()
                        + " replicas available.")
                : Optional.empty());
    }

    private boolean isStarting(List<AgentPod> pods, Instant at) {
        return pods.stream()
                .flatMap(pod -> Stream.ofNullable(pod.createdAt()))
                .anyMatch(createdAt -> createdAt.isAfter(at.minus(settling)));
    }

    /** Other agents have webhooks too: only guard's own log, or a line that names it, is about guard's. */
    private static Optional<Issue> expiredCertificate(Observation<LogEvidence> logs) {
        return logs.seen().stream()
                .flatMap(seen -> seen.find("guard-webhook-certificate-expired").stream())
                .filter(AzureRbacGuardReadyCheck::isAboutGuard)
                .findFirst()
                .map(found -> EndpointFailure.issue(
                        "certificate/guard-webhook", "The certificate of guard's webhook is refused", found));
    }

    private static boolean isAboutGuard(Found found) {
        return found.workload().equals(GUARD)
                || found.match().line().toLowerCase(Locale.ROOT).contains("guard");
    }

    private static Optional<AgentDeployment> guard(List<AgentDeployment> deployments) {
        return deployments.stream()
                .filter(deployment -> deployment.workload().equals(GUARD))
                .findFirst();
    }

    private static Optional<String> unsupported(ConnectedCluster cluster, KubernetesFacts facts) {
        String distribution =
                Objects.requireNonNullElse(cluster.distribution(), "").toLowerCase(Locale.ROOT);
        return Optional.ofNullable(UNSUPPORTED.get(distribution))
                .or(() -> facts.platform().openShift().seen().map(openShift -> "OpenShift"))
                .or(() -> facts.nodes()
                        .seen()
                        .filter(AzureRbacGuardReadyCheck::isArmOnly)
                        .map(nodes -> "a cluster with arm64 nodes only"));
    }

    private static boolean isArmOnly(List<ClusterNode> nodes) {
        return !nodes.isEmpty() && nodes.stream().allMatch(node -> "arm64".equals(node.architecture()));
    }
}
