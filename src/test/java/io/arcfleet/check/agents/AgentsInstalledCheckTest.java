package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.ClusterSnapshots.without;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentsInstalledCheckTest {

    private final AgentsInstalledCheck check = new AgentsInstalledCheck();

    @Test
    void allAgentsPass() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void agentsThatDependOnVersionOrFeatureMayBeAbsent() {
        ClusterSnapshot lean = without(
                without(without(healthy(), "deployment/kube-aad-proxy"), "deployment/clusterconnect-agent"),
                "deployment/extension-events-collector");
        assertThat(issues(check, lean)).isEmpty();
    }

    @Test
    void anEmptyNamespaceIsOneIssue() {
        assertThat(issue(check, withKubernetes(healthy(), "deployments", List.of()))
                        .subject())
                .isEqualTo("namespace/azure-arc");
    }

    @Test
    void anEssentialAgentThatIsMissingIsAnIssue() {
        assertThat(issue(check, without(healthy(), "deployment/resource-sync-agent")))
                .satisfies(issue -> assertThat(issue.subject()).isEqualTo("deployment/resource-sync-agent"))
                .satisfies(issue -> assertThat(issue.message()).contains("10 others"));
    }

    @Test
    void agentlessKindsPass() {
        ClusterSnapshot agentless = withResource(
                withKubernetes(healthy(), "deployments", List.of()),
                cluster -> with(cluster, "connectivityStatus", ConnectivityStatus.AGENT_NOT_INSTALLED));
        assertThat(issues(check, agentless)).isEmpty();
    }

    @Test
    void unreadDeploymentsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.NOT_PERMITTED))).isEqualTo(Reason.NOT_PERMITTED);
    }
}
