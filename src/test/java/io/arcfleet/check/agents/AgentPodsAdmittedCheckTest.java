package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withDeployment;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withoutPods;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgentPodsAdmittedCheckTest {

    private static final String CONFIG_AGENT = "deployment/config-agent";
    private static final String QUOTA =
            "pods \"config-agent-6c4d7f9b5-abcde\" is forbidden: exceeded quota: arc-quota, requested: pods=1, used:"
                    + " pods=10, limited: pods=10";

    private final AgentPodsAdmittedCheck check = new AgentPodsAdmittedCheck(SignatureCatalog.standard());

    @Test
    void podsThatAreThereWereAdmitted() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void aRefusalOfTheControllersConditionIsQuotedWithItsQuota() {
        Issue issue = issue(check, refused(CONFIG_AGENT, QUOTA));
        assertThat(issue.subject()).isEqualTo(CONFIG_AGENT);
        assertThat(issue.message())
                .isEqualTo(
                        "The pods of deployment/config-agent may not be created: A quota of the namespace is used up: "
                                + QUOTA + ".");
        assertThat(issue.evidence())
                .containsEntry("fault", "quota-exceeded")
                .containsEntry("quota", "arc-quota")
                .containsEntry("refusal", QUOTA);
        assertThat(issue.remedy()).contains("Raise the quota");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "pod-security-violation | level | restricted:latest | pods \"x\" is forbidden: violates PodSecurity"
                        + " \"restricted:latest\": allowPrivilegeEscalation != false",
                "admission-webhook-denied | webhook | validation.gatekeeper.sh | admission webhook"
                        + " \"validation.gatekeeper.sh\" denied the request: no",
                "scc-refused | fault | scc-refused | pods \"x\" is forbidden: unable to validate against any security"
                        + " context constraint: []",
            })
    void thePolicyIsTold(String fault, String name, String value, String words) {
        assertThat(issue(check, refused(CONFIG_AGENT, words)).evidence())
                .containsEntry("fault", fault)
                .containsEntry(name, value);
    }

    @Test
    void wordsThatNobodyKnowsAreQuotedAllTheSame() {
        Issue issue = issue(check, refused(CONFIG_AGENT, "the moon is full."));
        assertThat(issue.message())
                .isEqualTo("The pods of deployment/config-agent may not be created: the moon is full.");
        assertThat(issue.evidence()).containsEntry("fault", "refused");
        assertThat(issue.remedy()).isNull();
    }

    @Test
    void theEventSpeaksForAConditionWithoutWords() {
        ClusterSnapshot silent = refused(CONFIG_AGENT, null);
        assertThat(issue(check, silent).message()).endsWith("the controller does not say why.");
        assertThat(issue(check, events(silent, "replicaset/config-agent-6c4d7f9b5", QUOTA))
                        .evidence())
                .containsEntry("fault", "quota-exceeded");
    }

    @Test
    void anEventAloneCountsOnlyWhilePodsAreMissing() {
        ClusterSnapshot told = events(healthy(), "replicaset/config-agent-6c4d7f9b5", QUOTA);
        assertThat(issues(check, told)).isEmpty();
        assertThat(issues(check, withoutPods(told, CONFIG_AGENT))).hasSize(1);
        assertThat(issues(check, withPod(told, CONFIG_AGENT, pod -> with(pod, "deleting", true))))
                .hasSize(1);
    }

    @Test
    void whereThePodsWereNotReadTheDeploymentsOwnFigureDecides() {
        ClusterSnapshot told = withKubernetes(
                events(healthy(), "replicaset/config-agent-6c4d7f9b5", QUOTA),
                "pods",
                Observation.unavailable(Reason.NOT_PERMITTED, "403"));
        assertThat(issues(check, told)).isEmpty();
        assertThat(issues(check, withDeployment(told, CONFIG_AGENT, ClusterSnapshots::unavailable)))
                .hasSize(1);
    }

    @Test
    void eventsOfOtherWorkloadsAndOtherReasonsAreLeftOut() {
        ClusterSnapshot without = withoutPods(healthy(), CONFIG_AGENT);
        assertThat(issues(check, events(without, "replicaset/config-agent-other-6c4d7f9b5", QUOTA)))
                .isEmpty();
        assertThat(issues(check, events(without, "job/config-agent-6c4d7f9b5", QUOTA)))
                .isEmpty();
        assertThat(issues(check, without)).isEmpty();
    }

    @Test
    void kubeAadProxyAndWhatIsScaledToZeroAreLeftOut() {
        assertThat(issues(check, refused("deployment/kube-aad-proxy", QUOTA))).isEmpty();
        assertThat(issues(
                        check,
                        withDeployment(
                                refused(CONFIG_AGENT, QUOTA),
                                CONFIG_AGENT,
                                deployment -> with(deployment, "desired", 0))))
                .isEmpty();
    }

    @Test
    void aConditionThatWasTakenBackIsNone() {
        ClusterSnapshot over = withDeployment(
                refused(CONFIG_AGENT, QUOTA),
                CONFIG_AGENT,
                deployment -> with(
                        deployment,
                        "conditions",
                        List.of(
                                new AgentDeployment.Condition("ReplicaFailure", "False", null, QUOTA),
                                new AgentDeployment.Condition("Available", "True", null, QUOTA))));
        assertThat(issues(check, over)).isEmpty();
    }

    @Test
    void unreadDeploymentsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.NOT_PERMITTED))).isEqualTo(Reason.NOT_PERMITTED);
    }

    private static ClusterSnapshot refused(String workload, @Nullable String words) {
        return withDeployment(
                healthy(),
                workload,
                deployment -> with(
                        deployment,
                        "conditions",
                        List.of(new AgentDeployment.Condition("ReplicaFailure", "True", "FailedCreate", words))));
    }

    private static ClusterSnapshot events(ClusterSnapshot snapshot, String object, String words) {
        return withKubernetes(
                snapshot, "events", List.of(new AgentEvent("Warning", "FailedCreate", words, object, 3, NOW)));
    }
}
