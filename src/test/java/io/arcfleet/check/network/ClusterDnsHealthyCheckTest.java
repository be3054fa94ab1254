package io.arcfleet.check.network;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.check.network.NetworkLogs.unresolved;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClusterDnsHealthyCheckTest {

    private static final AgentPod READY = AgentPods.ready("coredns", "coredns");
    private static final AgentPod UNREADY = AgentPods.unready(READY);

    private final ClusterDnsHealthyCheck check =
            new ClusterDnsHealthyCheck(SignatureCatalog.standard(), Duration.ofMinutes(10));

    @Test
    void aReplicaThatIsNotReadyIsNoFaultAsLongAsNamesAreResolved() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, pods(READY, UNREADY))).isEmpty();
    }

    @Test
    void noReadyPodIsDownForEveryAgent() {
        Issue issue = issue(check, withPlatform(pods(UNREADY, UNREADY), "dnsEndpoints", 0));
        assertThat(issue.message())
                .isEqualTo(
                        "Cluster DNS is down: 0 of 2 pods of cluster DNS are ready, its service has 0 ready endpoints."
                                + " No pod resolves a name without it.");
        assertThat(issue.evidence()).containsEntry("agents", "all");
    }

    @Test
    void noReadyEndpointIsDownWhateverThePodsSay() {
        assertThat(issue(check, withPlatform(healthy(), "dnsEndpoints", 0)).message())
                .contains("0 ready endpoints");
    }

    @Test
    void aClusterWithoutPodsOfClusterDnsIsNotJudgedUnlessAnAgentComplains() {
        for (Object endpoints : List.of(0, Observation.unavailable(Reason.NOT_FOUND, "no endpoint slice"))) {
            ClusterSnapshot without = withPlatform(pods(), "dnsEndpoints", endpoints);

            assertThat(silence(check, without)).isEqualTo(Reason.NOT_FOUND);
            assertThat(issue(check, withLogs(without, log("config-agent", unresolved("a.cluster.local"))))
                            .message())
                    .contains("no pod of cluster DNS was seen");
        }
        assertThat(issues(check, withPlatform(pods(), "dnsEndpoints", 2))).isEmpty();
    }

    @Test
    void podsThatHaveJustBeenCreatedAreNotJudged() {
        assertThat(issues(check, pods(AgentPods.aged(UNREADY, Duration.ofMinutes(2)))))
                .isEmpty();
    }

    @Test
    void namesOfTheClusterThatAreNotResolvedPointToTheOverlayWhenThePodsAreReady() {
        Issue issue =
                issue(check, withLogs(healthy(), log("config-agent", unresolved("extension-manager.azure-arc.svc"))));
        assertThat(issue.message()).contains("Names of the cluster itself", "1 of 1 pod", "overlay network");
        assertThat(issue.evidence()).containsEntry("agents", "deployment/config-agent");
    }

    @Test
    void namesOutsidePointToWhatDnsForwardsToWhenThePodsAreReady() {
        Issue issue = issue(check, withLogs(healthy(), log("config-agent", unresolved("management.azure.com"))));
        assertThat(issue.message())
                .contains("Names outside the cluster (management.azure.com) are not resolved, 1 time", "DNS forwards");
        assertThat(issue.remedy()).contains("configmap coredns");
    }

    @Test
    void namesOutsidePointToClusterDnsWhenAPodIsNotReady() {
        Issue issue =
                issue(check, withLogs(pods(READY, UNREADY), log("config-agent", unresolved("management.azure.com"))));
        assertThat(issue.message())
                .contains("1 of 2 pods of cluster DNS are ready")
                .doesNotContain("outside");
    }

    @Test
    void onePartThatWasReadIsEnough() {
        Observation<Object> none = Observation.unavailable(Reason.NOT_PERMITTED, "403");
        ClusterSnapshot blind = withPlatform(withPlatform(healthy(), "dnsPods", none), "dnsEndpoints", none);
        assertThat(silence(check, blind)).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(issues(check, withLogs(blind, log("config-agent", unresolved("a.cluster.local")))))
                .hasSize(1);
        assertThat(silence(check, unavailable(Reason.UNREACHABLE))).isEqualTo(Reason.UNREACHABLE);
    }

    private static ClusterSnapshot pods(AgentPod... pods) {
        return withPlatform(healthy(), "dnsPods", List.of(pods));
    }
}
