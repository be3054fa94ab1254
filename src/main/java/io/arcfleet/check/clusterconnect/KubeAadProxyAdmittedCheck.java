package io.arcfleet.check.clusterconnect;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentBinding;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.OpenShift;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A {@link Check} that the cluster lets the pod of kube-aad-proxy be created. */
public final class KubeAadProxyAdmittedCheck implements Check<KubeAadProxyAdmittedCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "kube-aad-proxy-admitted",
            "The pod of kube-aad-proxy may be created",
            Area.CLUSTER_CONNECT,
            Severity.HIGH,
            ProxyRefusal.OTHER.remedy(),
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.CLUSTER_CONNECT),
            // A quota or a policy that refuses other agents too is one fault.
            List.of(new Explanation(
                    "agent-pods-admitted",
                    (explained, cause) -> Objects.equals(
                            explained.evidence().get("fault"), cause.evidence().get("fault")))),
            false);

    /** Those who must be named by the constraint, so that the service account may use it: itself or a group it is in. */
    private static final Set<String> WHO = Set.of(
            "system:serviceaccount:azure-arc:" + KubeAadProxy.SERVICE_ACCOUNT,
            "system:serviceaccounts:azure-arc",
            "system:serviceaccounts",
            "system:authenticated");

    /** Newer versions of oc bind this role instead of writing the user into the constraint. */
    private static final String PRIVILEGED_ROLE = "system:openshift:scc:privileged";

    private final Duration settling;
    private final SignatureCatalog signatures;

    /** With the time after clusterconnect-agent in which kube-aad-proxy may follow, and the known error texts. */
    public KubeAadProxyAdmittedCheck(Duration settling, SignatureCatalog signatures) {
        this.settling = settling;
        this.signatures = signatures;
    }

    /** What is looked at: the deployments; the rest says whether a refusal still counts, and why there is one. */
    public record View(
            List<AgentDeployment> deployments,
            Observation<List<AgentPod>> pods,
            Observation<List<AgentEvent>> events,
            Observation<OpenShift> openShift,
            Observation<List<AgentBinding>> bindings) {

        public View {
            deployments = List.copyOf(deployments);
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        KubernetesFacts facts = snapshot.kubernetes();
        return facts.deployments()
                .map(deployments -> new View(
                        deployments,
                        facts.pods(),
                        facts.events(),
                        facts.platform().openShift(),
                        facts.platform().agentBindings()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return KubeAadProxy.deployment(view.deployments())
                .filter(deployment -> deployment.desired() > 0)
                .flatMap(deployment -> refused(deployment, view).or(() -> withheld(view, at)))
                .stream()
                .toList();
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        return view(snapshot)
                .seen()
                .filter(view -> KubeAadProxy.deployment(view.deployments())
                        .filter(deployment -> deployment.desired() > 0)
                        .isPresent())
                .filter(view -> view.pods().seen().filter(KubeAadProxy::hasPod).isEmpty())
                .flatMap(view -> view.pods()
                        .unseen("pods")
                        .or(() -> view.events().unseen("events"))
                        .or(() -> view.openShift()
                                .flatMap(OpenShift::privilegedUsers)
                                .unseen("openshift privileged"))
                        .or(() -> view.bindings().unseen("agent bindings")));
    }

    /** An event outlives its fault by an hour: it counts while the deployment says so too, or no pod is there. */
    private Optional<Issue> refused(AgentDeployment deployment, View view) {
        boolean current = KubeAadProxy.replicaFailure(deployment).isPresent()
                || view.pods().seen().filter(pods -> !KubeAadProxy.hasPod(pods)).isPresent();
        return current
                ? KubeAadProxy.refusal(view.events(), Optional.of(deployment)).map(this::refused)
                : Optional.empty();
    }

    private Issue refused(String words) {
        ProxyRefusal.Told told = ProxyRefusal.read(words, signatures);
        Issue issue = issue(
                        "The pod of kube-aad-proxy is refused (" + told.kind().word() + "): " + Phrases.quote(words)
                                + ".",
                        told.kind(),
                        told.fault())
                .with("refusal", Phrases.quote(words));
        for (Map.Entry<String, String> value : told.values().entrySet()) {
            issue = issue.with(value.getKey(), value.getValue());
        }
        return issue;
    }

    /** Where nobody says why the pod is missing, OpenShift's constraint may: if all that could allow it was seen. */
    private Optional<Issue> withheld(View view, Instant at) {
        boolean missing = view.pods()
                .seen()
                .filter(pods -> KubeAadProxy.isMissing(pods, at, settling))
                .isPresent();
        boolean unnamed = view.openShift()
                .flatMap(OpenShift::privilegedUsers)
                .seen()
                .filter(users -> Collections.disjoint(users, WHO))
                .isPresent();
        boolean unbound = view.bindings()
                .seen()
                .filter(bindings -> bindings.stream().noneMatch(KubeAadProxyAdmittedCheck::allows))
                .isPresent();
        return missing && unnamed && unbound
                ? Optional.of(issue(
                        "kube-aad-proxy has no pod, and the security context constraint privileged does not name its"
                                + " service account " + KubeAadProxy.SERVICE_ACCOUNT + ".",
                        ProxyRefusal.SECURITY_CONTEXT,
                        "scc-refused"))
                : Optional.empty();
    }

    private static boolean allows(AgentBinding binding) {
        return binding.role().equals(PRIVILEGED_ROLE)
                && !Collections.disjoint(binding.serviceAccounts(), Set.of(KubeAadProxy.SERVICE_ACCOUNT, "*"));
    }

    private static Issue issue(String message, ProxyRefusal kind, String fault) {
        return Issue.of(AgentWorkloads.KUBE_AAD_PROXY, message)
                .with("fault", fault)
                .with("service account", KubeAadProxy.SERVICE_ACCOUNT)
                .withRemedy(kind.remedy());
    }
}
