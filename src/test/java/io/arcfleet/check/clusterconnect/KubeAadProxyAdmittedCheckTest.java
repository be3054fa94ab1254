package io.arcfleet.check.clusterconnect;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withDeployment;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.without;
import static io.arcfleet.snapshot.ClusterSnapshots.withoutPods;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentBinding;
import io.arcfleet.snapshot.AgentDeployment.Condition;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.OpenShift;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KubeAadProxyAdmittedCheckTest {

    private static final String PROXY = "deployment/kube-aad-proxy";
    private static final String POD_SECURITY = "pods \"kube-aad-proxy-84d6-x\" is forbidden: violates PodSecurity"
            + " \"restricted:latest\": hostPath volumes";

    private final KubeAadProxyAdmittedCheck check =
            new KubeAadProxyAdmittedCheck(Duration.ofMinutes(10), SignatureCatalog.standard());
    private final ClusterSnapshot missing = withoutPods(healthy(), PROXY);

    @Test
    void aRunningProxyPassesWhateverOldEventsSay() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, withEvent(healthy(), POD_SECURITY))).isEmpty();
    }

    @Test
    void aMissingPodThatNobodyRefusedIsNotThisFault() {
        assertThat(issues(check, missing)).isEmpty();
        assertThat(issues(check, without(healthy(), PROXY))).isEmpty();
    }

    @Test
    void theRefusalIsQuotedWithItsKind() {
        Issue issue = issue(check, withEvent(missing, POD_SECURITY));
        assertThat(issue.subject()).isEqualTo(PROXY);
        assertThat(issue.message())
                .isEqualTo("The pod of kube-aad-proxy is refused (pod security): " + POD_SECURITY + ".");
        assertThat(issue.evidence())
                .containsEntry("fault", "pod-security-violation")
                .containsEntry("service account", "azure-arc-kube-aad-proxy-sa");
    }

    @Test
    void aConditionCountsWhileAnOldPodIsStillThere() {
        ClusterSnapshot rollout = withCondition(healthy(), POD_SECURITY);
        assertThat(issue(check, rollout).evidence()).containsEntry("fault", "pod-security-violation");
        assertThat(issues(check, withDeployment(rollout, PROXY, proxy -> with(proxy, "desired", 0))))
                .as("switched off")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            violates PodSecurity "baseline:latest": x                     | pod-security.kubernetes.io/enforce
            unable to validate against any security context constraint: x | oc adm policy add-scc-to-user privileged
            admission webhook "policy.example" denied the request: x      | {webhook}
            failed calling webhook "policy.example": no route to host     | Mend the service
            exceeded quota: agents, requested: memory=1Gi                 | {quota}
            it is a Sunday                                                | names to the service account
            """)
    void everyKindOfRefusalHasItsRemedy(String refusal, String remedy) {
        String words = "pods \"kube-aad-proxy-84d6-x\" is forbidden: " + refusal;
        Issue issue = issue(check, withEvent(missing, words));
        assertThat(issue.remedy()).contains(remedy).contains("rollout restart deployment/kube-aad-proxy");
        if (remedy.startsWith("{")) {
            assertThat(issue.evidence()).containsKey(remedy.substring(1, remedy.length() - 1));
        }
    }

    @Test
    void onOpenShiftAConstraintThatDoesNotNameItIsSuspected() {
        Issue issue = issue(check, openShift("system:serviceaccount:openshift-infra:build-controller"));
        assertThat(issue.message())
                .isEqualTo("kube-aad-proxy has no pod, and the security context constraint privileged does not name its"
                        + " service account azure-arc-kube-aad-proxy-sa.");
        assertThat(issue.evidence()).containsEntry("fault", "scc-refused");
    }

    @ParameterizedTest
    @CsvSource({
        "system:serviceaccount:azure-arc:azure-arc-kube-aad-proxy-sa",
        "system:serviceaccounts:azure-arc",
        "system:serviceaccounts"
    })
    void itselfOrAGroupThatItIsInMayBeNamed(String who) {
        assertThat(issues(check, openShift(who))).isEmpty();
    }

    @Test
    void aClusterRoleMayAllowItAndUnreadBindingsProveNothing() {
        ClusterSnapshot unnamed = openShift("somebody");
        AgentBinding binding =
                new AgentBinding("scc", "system:openshift:scc:privileged", Set.of("azure-arc-kube-aad-proxy-sa"));
        assertThat(issues(check, withPlatform(unnamed, "agentBindings", List.of(binding))))
                .isEmpty();
        assertThat(issues(
                        check,
                        withPlatform(
                                unnamed, "agentBindings", Observation.unavailable(Reason.NOT_PERMITTED, "forbidden"))))
                .isEmpty();
    }

    @Test
    void onOpenShiftItMayFollowAMomentLater() {
        assertThat(issues(
                        check,
                        withPod(
                                openShift("somebody"),
                                "deployment/clusterconnect-agent",
                                pod -> AgentPods.aged(pod, Duration.ofMinutes(1)))))
                .isEmpty();
    }

    @Test
    void unreadDeploymentsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.UNREACHABLE))).isEqualTo(Reason.UNREACHABLE);
    }

    private ClusterSnapshot openShift(String privileged) {
        return withPlatform(
                missing, "openShift", new OpenShift(Observation.of("4.20.3"), Observation.of(Set.of(privileged))));
    }

    private static ClusterSnapshot withEvent(ClusterSnapshot snapshot, String message) {
        return withKubernetes(
                snapshot,
                "events",
                List.of(new AgentEvent("Warning", "FailedCreate", message, "replicaset/kube-aad-proxy-84d6", 7, NOW)));
    }

    private static ClusterSnapshot withCondition(ClusterSnapshot snapshot, String message) {
        return withDeployment(
                snapshot,
                PROXY,
                proxy -> with(
                        proxy,
                        "conditions",
                        List.of(new Condition("ReplicaFailure", "True", "FailedCreate", message))));
    }
}
