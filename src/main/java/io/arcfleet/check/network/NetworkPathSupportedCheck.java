package io.arcfleet.check.network;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link Check} that the Arc gateway and private link are used only as they are supported. */
public final class NetworkPathSupportedCheck implements Check<NetworkPathSupportedCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "network-path-supported",
            "The path to Azure is a supported one",
            Area.NETWORK,
            Severity.MEDIUM,
            "Compare what is switched on, `az connectedk8s show -n {name} -g {resourceGroup}`, with the limits of the Arc"
                    + " gateway and of private link.",
            List.of(ReferencePages.ARC_GATEWAY, ReferencePages.PRIVATE_LINK),
            Stream.concat(
                            Stream.of(
                                            "agents-installed",
                                            "agent-pods-scheduled",
                                            "agent-pods-running",
                                            "agent-pods-ready")
                                    .map(id -> Explanation.by(id)
                                            .onlyFor(NetworkPathSupportedCheck::isRouter)
                                            .onlyFrom(NetworkPathSupportedCheck::isOfAllOrOfTheRouter)),
                            Stream.of(Explanation.by("tls-interception-trusted")
                                    .onlyFor(NetworkPathSupportedCheck::isInspection)))
                    .toList(),
            false);

    private static final String GATEWAY_POD = "deployment/arc-proxy";
    private static final String INSPECTION = "gateway/tls";
    private static final List<String> CLUSTER_CONNECT = List.of("clusterconnect-agent", "kube-aad-proxy");
    private static final List<String> SOVEREIGN = List.of("usgov", "usdod", "china");

    private final SignatureCatalog signatures;
    private final Duration settling;

    /** With the known error texts, and the time that a pod may take to become ready. */
    public NetworkPathSupportedCheck(SignatureCatalog signatures, Duration settling) {
        this.signatures = signatures;
        this.settling = settling;
    }

    /** What is looked at: what Azure says; what was read in the cluster says more. */
    public record View(
            ConnectedCluster cluster,
            Observation<List<AgentDeployment>> deployments,
            Observation<List<AgentPod>> pods,
            Observation<LogEvidence> logs) {}

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return snapshot.azure()
                .resource()
                .map(cluster -> new View(
                        cluster,
                        snapshot.kubernetes().deployments(),
                        snapshot.kubernetes().pods(),
                        LogEvidence.of(snapshot, signatures)));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        List<Issue> issues = new ArrayList<>();
        if (view.cluster().privateLink()) {
            issues.addAll(privateLink(view));
        }
        if (view.cluster().features().gateway()) {
            issues.addAll(gateway(view, at));
        }
        return List.copyOf(issues);
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        Optional<ConnectedCluster> cluster = snapshot.azure().resource().seen();
        return cluster.filter(ConnectedCluster::privateLink)
                .flatMap(linked -> snapshot.kubernetes().deployments().unseen("deployments"))
                .or(() -> cluster.filter(found -> found.features().gateway())
                        .flatMap(behind -> LogEvidence.unread(snapshot)));
    }

    /** Accepts the issues for which nothing comes through the gateway. */
    static boolean stopsTheGateway(Issue issue) {
        return isRouter(issue) || isInspection(issue);
    }

    private static boolean isRouter(Issue issue) {
        return issue.subject().equals(GATEWAY_POD);
    }

    private static boolean isInspection(Issue issue) {
        return issue.subject().equals(INSPECTION);
    }

    private static boolean isOfAllOrOfTheRouter(Issue issue) {
        return issue.subject().startsWith("namespace/") || issue.subject().startsWith(GATEWAY_POD);
    }

    private static List<Issue> privateLink(View view) {
        List<String> present = view.deployments().seen().orElse(List.of()).stream()
                .map(AgentDeployment::name)
                .filter(CLUSTER_CONNECT::contains)
                .toList();
        return present.isEmpty()
                ? List.of()
                : List.of(Issue.of(
                                "private-link/cluster-connect",
                                "Private link is on, with which cluster connect and custom locations are not supported,"
                                        + " and the agents of cluster connect are installed: "
                                        + NetworkErrors.list(present)
                                        + ".")
                        .withRemedy("Switch them off: `az connectedk8s disable-features -n {name} -g {resourceGroup}"
                                + " --features cluster-connect custom-locations`, or do without private link."));
    }

    private List<Issue> gateway(View view, Instant at) {
        List<Issue> issues = new ArrayList<>();
        String location = Objects.requireNonNullElse(view.cluster().identity().location(), "");
        if (SOVEREIGN.stream().anyMatch(location::startsWith)) {
            issues.add(Issue.of(
                            "gateway/cloud",
                            "The Arc gateway is on in " + location + ", and it exists in the public Azure cloud only.")
                    .withRemedy(
                            "Switch it off, `az connectedk8s update -n {name} -g {resourceGroup} --disable-gateway`,"
                                    + " and allow the endpoints of this cloud."));
        }
        view.pods().seen().ifPresent(pods -> issues.addAll(router(pods, at)));
        view.logs().seen().ifPresent(logs -> issues.addAll(inspection(logs)));
        return issues;
    }

    private List<Issue> router(List<AgentPod> pods, Instant at) {
        List<AgentPod> routers = pods.stream()
                .filter(pod -> pod.workload().startsWith(GATEWAY_POD) && !pod.deleting())
                .toList();
        boolean ready = routers.stream()
                .anyMatch(pod -> pod.containersExpected() > 0 && pod.containersReady() >= pod.containersExpected());
        boolean young = routers.stream()
                .map(AgentPod::createdAt)
                .anyMatch(createdAt -> createdAt != null && createdAt.isAfter(at.minus(settling)));
        if (ready || young) {
            return List.of();
        }
        String state = routers.isEmpty()
                ? "there is no pod arc-proxy-* in namespace azure-arc"
                : "none of " + Phrases.count(routers.size(), "pod") + " arc-proxy-* is ready";
        return List.of(
                Issue.of(GATEWAY_POD, "The Arc gateway is on, and " + state + ": the agents have no router to it.")
                        .with("pods", Integer.toString(routers.size()))
                        .withRemedy(
                                "Look at it: `kubectl -n azure-arc get pods` and `kubectl -n azure-arc logs {subject}`."
                                        + " Agents older than 1.21.10 do not have it: `az connectedk8s upgrade -n {name} -g {resourceGroup}`."));
    }

    private static List<Issue> inspection(LogEvidence logs) {
        List<Found> lines = TlsInterceptionTrustedCheck.outbound(logs)
                .filter(line ->
                        NetworkErrors.host(line).filter(Endpoints::isGateway).isPresent())
                .toList();
        if (lines.isEmpty()) {
            return List.of();
        }
        Issue issue = Issue.of(
                INSPECTION,
                "TLS to the Arc gateway is inspected, which the gateway does not support: "
                        + Phrases.count(lines.size(), "certificate") + " of it refused in "
                        + NetworkErrors.agents(lines)
                        + ".");
        return List.of(
                NetworkErrors.seenIn(issue, lines)
                        .withRemedy(
                                "Exempt {hosts} from TLS inspection; giving the agents the proxy's certificate is not enough."));
    }
}
