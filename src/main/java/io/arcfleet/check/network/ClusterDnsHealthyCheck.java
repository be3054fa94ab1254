package io.arcfleet.check.network;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@link Check} that the name server of the cluster runs and answers the agents. */
public final class ClusterDnsHealthyCheck implements Check<ClusterDnsHealthyCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "cluster-dns-healthy",
            "Cluster DNS answers the agents",
            Area.NETWORK,
            Severity.HIGH,
            "Look at the pods of cluster DNS, `kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide`, and at their log,"
                    + " `kubectl -n kube-system logs -l k8s-app=kube-dns`."
                    + " Resolve from a pod: `kubectl run dns-test --rm -it --restart=Never --image=busybox -- nslookup"
                    + " kubernetes.default`. When that works only on the node of a DNS pod, the traffic between the nodes is"
                    + " blocked: allow the overlay network's port, often UDP 8472.",
            List.of(ReferencePages.DEBUG_DNS, ReferencePages.DIAGNOSE_CONNECTION),
            List.of(),
            false);

    private static final String UPSTREAM_REMEDY =
            "Resolve {hosts} on a node: when that fails too, let the name server of the"
                    + " nodes forward public names. When only pods fail, mend what cluster DNS forwards to:"
                    + " `kubectl -n kube-system get configmap coredns -o yaml`. A firewall must list {hosts}, or names that end so.";

    private final SignatureCatalog signatures;
    private final Duration settling;

    /** With the known error texts, and the time that a pod may take to become ready. */
    public ClusterDnsHealthyCheck(SignatureCatalog signatures, Duration settling) {
        this.signatures = signatures;
        this.settling = settling;
    }

    /** What is looked at; at least one of the three was seen. */
    public record View(
            Observation<List<AgentPod>> pods, Observation<Integer> endpoints, Observation<LogEvidence> logs) {}

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        Observation<List<AgentPod>> pods = snapshot.kubernetes().platform().dnsPods();
        Observation<Integer> endpoints = snapshot.kubernetes().platform().dnsEndpoints();
        Observation<LogEvidence> logs = LogEvidence.of(snapshot, signatures);
        View view = new View(pods, endpoints, logs);
        if (isElsewhere(view)) {
            return Observation.unavailable(
                    Reason.NOT_FOUND,
                    "no pod and no ready endpoint of cluster DNS was found where this distribution should have it: it is"
                            + " scaled to zero, or names are resolved in another way");
        }
        boolean seen = endpoints.seen().isPresent()
                || logs.seen().filter(read -> !read.logs().isEmpty()).isPresent();
        return seen ? Observation.of(view) : pods.map(known -> view);
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        List<Found> unresolved = unresolved(view);
        List<AgentPod> pods = view.pods().seen().orElse(List.of()).stream()
                .filter(pod -> !pod.deleting() && !pod.hasCompleted())
                .toList();
        long ready = pods.stream().filter(ClusterDnsHealthyCheck::isReady).count();
        String podCount = pods.isEmpty()
                ? "no pod of cluster DNS was seen"
                : ready + " of " + Phrases.count(pods.size(), "pod") + " of cluster DNS "
                        + (pods.size() == 1 ? "is" : "are") + " ready";
        if (isDown(view, pods, ready, at)) {
            return List.of(down(view, podCount, unresolved));
        }
        if (unresolved.isEmpty()) {
            return List.of();
        }
        if (ready < pods.size()) {
            return List.of(issue(unresolved, "Names", podCount));
        }
        List<Found> inside =
                unresolved.stream().filter(ClusterDnsHealthyCheck::isInside).toList();
        return inside.isEmpty()
                ? List.of(issue(
                                unresolved,
                                "Names outside the cluster",
                                podCount + ", so that the name server to which DNS forwards is the likely fault")
                        .withRemedy(UPSTREAM_REMEDY))
                : List.of(issue(
                        inside,
                        "Names of the cluster itself",
                        podCount + ", so that the way to DNS is the likely fault: an overlay network that is blocked"
                                + " between the nodes"));
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        return snapshot.kubernetes()
                .platform()
                .dnsPods()
                .unseen("dns pods")
                .or(() -> snapshot.kubernetes().platform().dnsEndpoints().unseen("dns endpoints"))
                .or(() -> LogEvidence.unread(snapshot));
    }

    /**
     * Some clusters have no name server of this kind: the nodes or the cloud resolve names for them, and what is left of the
     * service has no endpoint. Only an agent that cannot resolve a name tells these from one whose DNS was scaled to zero.
     */
    private static boolean isElsewhere(View view) {
        return view.pods().seen().filter(List::isEmpty).isPresent()
                && view.endpoints().seen().filter(count -> count > 0).isEmpty()
                && unresolved(view).isEmpty();
    }

    private static List<Found> unresolved(View view) {
        return view.logs()
                .seen()
                .map(logs -> NetworkErrors.perLine(logs, "dns-name-not-resolved"))
                .orElse(List.of());
    }

    /** Nothing answers; pods that have just been created may still start. */
    private boolean isDown(View view, List<AgentPod> pods, long ready, Instant at) {
        boolean noneReady = !pods.isEmpty() && ready == 0;
        boolean noEndpoint = view.endpoints().seen().filter(count -> count == 0).isPresent();
        boolean young = !pods.isEmpty()
                && pods.stream()
                        .map(AgentPod::createdAt)
                        .allMatch(createdAt -> createdAt != null && createdAt.isAfter(at.minus(settling)));
        return (noneReady || noEndpoint) && !young;
    }

    private static Issue down(View view, String pods, List<Found> unresolved) {
        String endpoints = view.endpoints()
                .seen()
                .map(count -> ", its service has " + Phrases.count(count, "ready endpoint"))
                .orElse("");
        Issue issue = Issue.of(
                "dns/cluster", "Cluster DNS is down: " + pods + endpoints + ". No pod resolves a name without it.");
        Issue seen = unresolved.isEmpty() ? issue : NetworkErrors.seenIn(issue, unresolved);
        return seen.with(NetworkCauses.AGENTS, NetworkCauses.EVERY_AGENT);
    }

    private static Issue issue(List<Found> lines, String names, String state) {
        String hosts = NetworkErrors.hosts(lines);
        return NetworkErrors.seenIn(
                Issue.of(
                        "dns/cluster",
                        names + (hosts.isEmpty() ? "" : " (" + hosts + ")") + " are not resolved, "
                                + NetworkErrors.timesAndAgents(lines) + ": " + state + "."),
                lines);
    }

    private static boolean isReady(AgentPod pod) {
        return pod.containersExpected() > 0 && pod.containersReady() >= pod.containersExpected();
    }

    private static boolean isInside(Found found) {
        Optional<String> host = NetworkErrors.host(found);
        return host.filter(name -> name.equals("kubernetes.default")
                        || name.endsWith(".svc")
                        || name.endsWith(".cluster.local")
                        || name.endsWith(".cluster.local."))
                .isPresent();
    }
}
