package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withDeployment;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentDeploymentsAvailableCheckTest {

    private static final String CONFIG_AGENT = "deployment/config-agent";

    private final AgentDeploymentsAvailableCheck check = new AgentDeploymentsAvailableCheck(Duration.ofMinutes(10));
    private final ClusterSnapshot down = withDeployment(healthy(), CONFIG_AGENT, ClusterSnapshots::unavailable);

    @Test
    void availableDeploymentsPass() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void clusterConnectThatIsSwitchedOffIsNoFault() {
        assertThat(issues(
                        check,
                        without(without(healthy(), "deployment/kube-aad-proxy"), "deployment/clusterconnect-agent")))
                .isEmpty();
    }

    @Test
    void anUnavailableDeploymentIsAnIssueWithTheControllersWords() {
        assertThat(issue(check, down))
                .satisfies(issue -> assertThat(issue.subject()).isEqualTo(CONFIG_AGENT))
                .satisfies(issue -> assertThat(issue.message())
                        .isEqualTo(
                                "deployment/config-agent has 0 of 1 replica available: Deployment does not have minimum"
                                        + " availability."))
                .satisfies(issue -> assertThat(issue.evidence()).containsEntry("reason", "MinimumReplicasUnavailable"));
    }

    @Test
    void podsThatMayNotBeCreatedAreNamedFirst() {
        ClusterSnapshot refused = withDeployment(
                healthy(),
                CONFIG_AGENT,
                deployment -> new AgentDeployment(
                        deployment.name(),
                        1,
                        0,
                        0,
                        List.of(
                                new AgentDeployment.Condition(
                                        "Available", "False", "MinimumReplicasUnavailable", "none"),
                                new AgentDeployment.Condition(
                                        "ReplicaFailure", "True", "FailedCreate", "exceeded quota: arc"))));
        assertThat(issue(check, refused).message()).endsWith("available: exceeded quota: arc.");
    }

    @Test
    void anUnavailableDeploymentWithoutConditionsIsStillAnIssue() {
        assertThat(issue(
                                check,
                                withDeployment(
                                        healthy(),
                                        CONFIG_AGENT,
                                        deployment -> new AgentDeployment("config-agent", 2, 1, 1, List.of())))
                        .message())
                .isEqualTo("deployment/config-agent has 1 of 2 replicas available.");
    }

    @Test
    void aDeploymentThatIsScaledToZeroIsAnIssue() {
        assertThat(issue(
                                check,
                                withDeployment(
                                        healthy(),
                                        CONFIG_AGENT,
                                        deployment -> new AgentDeployment("config-agent", 0, 0, 0, List.of())))
                        .message())
                .contains("scaled to 0 replicas");
    }

    @Test
    void youngPodsMayStillStartUnlessTheyCrash() {
        ClusterSnapshot young = withPod(down, CONFIG_AGENT, pod -> AgentPods.aged(pod, Duration.ofMinutes(1)));
        assertThat(issues(check, young)).isEmpty();
        assertThat(issues(check, withPod(young, CONFIG_AGENT, AgentPods.crashLooping())))
                .hasSize(1);
    }

    @Test
    void podsThatWereNotReadDoNotHideIt() {
        assertThat(issues(check, withKubernetes(down, "pods", Observation.unavailable(Reason.NOT_PERMITTED, "403"))))
                .hasSize(1);
    }

    @Test
    void unreadDeploymentsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.MALFORMED))).isEqualTo(Reason.MALFORMED);
    }
}
