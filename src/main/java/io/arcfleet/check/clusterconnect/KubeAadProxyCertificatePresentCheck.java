package io.arcfleet.check.clusterconnect;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentEvents;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPod.Waiting;
import io.arcfleet.snapshot.ArcCustomResource;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A {@link Check} that kube-aad-proxy does not wait for a certificate that never came. */
public final class KubeAadProxyCertificatePresentCheck implements Check<KubeAadProxyCertificatePresentCheck.View> {

    private static final String SECRET = "kube-aad-proxy-certificate";
    private static final String REQUEST = "kube-aad-proxy";

    private static final CheckSpec SPEC = new CheckSpec(
            "kube-aad-proxy-certificate-present",
            "The certificate of kube-aad-proxy is in the cluster",
            Area.CLUSTER_CONNECT,
            Severity.HIGH,
            "See why it was not issued:"
                    + " `kubectl -n azure-arc describe arccertificates.clusterconfig.azure.com kube-aad-proxy`."
                    + " If that names no network error, delete the resource and connect the cluster under a different name:"
                    + " `az connectedk8s delete -n {name} -g {resourceGroup}`, then"
                    + " `az connectedk8s connect -n <new name> -g {resourceGroup}`. If it happens again, open a support"
                    + " request.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.CLUSTER_CONNECT),
            AgentWorkloads.explainedByIdentity(),
            false);

    private static final Set<String> CREATING = Set.of("ContainerCreating", "PodInitializing");

    private final Duration settling;

    /** With the time that the pod may wait for its certificate. */
    public KubeAadProxyCertificatePresentCheck(Duration settling) {
        this.settling = settling;
    }

    /** What is looked at: the names of the secrets and the pods; events and the request for it only say more. */
    public record View(
            Set<String> secretNames,
            List<AgentPod> pods,
            Observation<List<AgentEvent>> events,
            Observation<List<ArcCustomResource>> requests) {

        public View {
            secretNames = Set.copyOf(secretNames);
            pods = List.copyOf(pods);
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return Observation.both(
                snapshot.kubernetes().secretNames(),
                snapshot.kubernetes().pods(),
                (names, pods) -> new View(
                        names,
                        pods,
                        snapshot.kubernetes().events(),
                        snapshot.kubernetes().platform().certificates()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        if (view.secretNames().contains(SECRET)) {
            return List.of();
        }
        return view.pods().stream()
                .filter(pod -> pod.workload().equals(AgentWorkloads.KUBE_AAD_PROXY) && !pod.deleting())
                .filter(pod -> pod.createdAt() == null || !pod.createdAt().isAfter(at.minus(settling)))
                .filter(pod -> isBeingCreated(pod) || mountFailure(pod, view).isPresent())
                .findFirst()
                .map(pod -> issue(pod, view, at))
                .stream()
                .toList();
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        return view(snapshot)
                .seen()
                .filter(view -> !view.secretNames().contains(SECRET) && KubeAadProxy.hasPod(view.pods()))
                .flatMap(view -> view.events().unseen("events"));
    }

    /** The phase does not tell: it is Pending meanwhile, as it is while the pod waits for a node. */
    private static boolean isBeingCreated(AgentPod pod) {
        return pod.containers().stream()
                .anyMatch(container ->
                        container.state() instanceof Waiting waiting && CREATING.contains(waiting.reason()));
    }

    private static Optional<String> mountFailure(AgentPod pod, View view) {
        return AgentEvents.newest(view.events(), "FailedMount", "pod/" + pod.name())
                .map(AgentEvent::message)
                .filter(message -> message.contains(SECRET))
                .map(Phrases::quote);
    }

    private static Issue issue(AgentPod pod, View view, Instant at) {
        Instant createdAt = pod.createdAt();
        String waited = createdAt == null ? "" : " for " + Phrases.duration(Duration.between(createdAt, at));
        Issue issue = Issue.of(
                        "secret/" + SECRET,
                        "The secret " + SECRET
                                + " is not in namespace azure-arc, and the pod of kube-aad-proxy has waited" + waited
                                + " for it.")
                .with("pod", pod.name());
        Issue told = mountFailure(pod, view)
                .map(message -> issue.with("event", message))
                .orElse(issue);
        return view.requests()
                .seen()
                .map(requests -> told.with("request", request(requests)))
                .orElse(told);
    }

    /** What became of the custom resource that asks for the certificate, in its own words. */
    private static String request(List<ArcCustomResource> requests) {
        return requests.stream()
                .filter(request -> request.name().equals(REQUEST))
                .findFirst()
                .map(request -> request.status().isEmpty()
                        ? REQUEST + " has no status"
                        : Phrases.quote(new TreeMap<>(request.status()).toString()))
                .orElse("there is no " + REQUEST);
    }
}
