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
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@link Check} that kube-aad-proxy has a pod where clusterconnect-agent has one. */
public final class KubeAadProxyPresentCheck implements Check<KubeAadProxyPresentCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "kube-aad-proxy-present",
            "kube-aad-proxy is there when cluster connect is on",
            Area.CLUSTER_CONNECT,
            Severity.HIGH,
            "Let the service account azure-arc-kube-aad-proxy-sa mount host paths: exempt namespace azure-arc from the pod"
                    + " security policy or admission policy that forbids it; on OpenShift"
                    + " `oc adm policy add-scc-to-user privileged"
                    + " system:serviceaccount:azure-arc:azure-arc-kube-aad-proxy-sa`."
                    + " Then `kubectl -n azure-arc rollout restart deployment/kube-aad-proxy`.",
            List.of(ReferencePages.TROUBLESHOOTING, ReferencePages.CLUSTER_CONNECT),
            List.of(Explanation.by("kube-aad-proxy-admitted"), Explanation.by("network-path-supported")),
            false);

    private final Duration settling;

    /** With the time after clusterconnect-agent was created in which kube-aad-proxy may follow. */
    public KubeAadProxyPresentCheck(Duration settling) {
        this.settling = settling;
    }

    /** What is looked at: the pods; deployments and events only say why. */
    public record View(
            List<AgentPod> pods, Observation<List<AgentDeployment>> deployments, Observation<List<AgentEvent>> events) {

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
        return snapshot.kubernetes()
                .pods()
                .map(pods -> new View(
                        pods,
                        snapshot.kubernetes().deployments(),
                        snapshot.kubernetes().events()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return KubeAadProxy.isMissing(view.pods(), at, settling) ? List.of(issue(view)) : List.of();
    }

    private static Issue issue(View view) {
        Optional<String> why = refusal(view);
        Issue issue = Issue.of(
                        AgentWorkloads.KUBE_AAD_PROXY,
                        "clusterconnect-agent has a pod and kube-aad-proxy has none"
                                + why.map(text -> ": " + text)
                                        .orElse("; a pod security rule may forbid its host path mount")
                                + ".")
                .with("service account", KubeAadProxy.SERVICE_ACCOUNT);
        return why.map(text -> issue.with("refusal", text)).orElse(issue);
    }

    private static Optional<String> refusal(View view) {
        return KubeAadProxy.refusal(view.events(), view.deployments().seen().flatMap(KubeAadProxy::deployment))
                .map(Phrases::quote);
    }
}
