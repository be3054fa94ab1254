package io.arcfleet.check.network;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.refused;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.check.network.NetworkLogs.DATA_PLANE;
import static io.arcfleet.check.network.NetworkLogs.IDENTITY;
import static io.arcfleet.check.network.NetworkLogs.reset;
import static io.arcfleet.check.network.NetworkLogs.timedOut;
import static io.arcfleet.check.network.NetworkLogs.unresolved;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EgressAllowedCheckTest {

    private static final String PULL =
            "Failed to pull image \"mcr.microsoft.com/azurearck8s/config-agent:1.36.1\": failed"
                    + " to do request: Head \"https://mcr.microsoft.com/v2/azurearck8s/config-agent\": dial tcp 20.1.2.3:443:"
                    + " i/o timeout";

    private final EgressAllowedCheck check = new EgressAllowedCheck(SignatureCatalog.standard());

    @Test
    void hostsThatArcDoesNotNeedAreNotBlamed() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(
                        check,
                        withLogs(
                                healthy(),
                                log(
                                        "config-agent",
                                        timedOut("git.example.com") + "\n" + NetworkLogs.refused("10.43.0.1") + "\n"
                                                + timedOut("azgnrelay-westeurope-l1.servicebus.windows.net")))))
                .isEmpty();
    }

    @Test
    void aBlockedEndpointSaysItsPurposeConsequenceCountAndAgents() {
        Issue issue = issue(
                check,
                withLogs(
                        healthy(),
                        log("resource-sync-agent", timedOut(DATA_PLANE)),
                        log("config-agent", timedOut(DATA_PLANE) + "\nfine\n" + NetworkLogs.refused(DATA_PLANE))));
        assertThat(issue.subject()).isEqualTo("endpoint/data-plane");
        assertThat(issue.message())
                .isEqualTo(
                        "The cluster does not reach westeurope.dp.kubernetesconfiguration.azure.com, the configuration"
                                + " service of Azure Arc (connection refused, no answer), seen 3 times in deployment/config-agent,"
                                + " deployment/resource-sync-agent: agents can neither push the status of the cluster nor fetch"
                                + " extensions and configurations.");
        assertThat(issue.evidence())
                .containsEntry("hosts", DATA_PLANE)
                .containsEntry("agents", "deployment/config-agent, deployment/resource-sync-agent")
                .containsEntry("cloud", "Azure");
    }

    @Test
    void everyHostOfOneLogCounts() {
        assertThat(issues(
                        check,
                        withLogs(
                                healthy(),
                                log(
                                        "config-agent",
                                        timedOut("login.microsoftonline.com") + "\n" + timedOut(IDENTITY)))))
                .extracting(Issue::subject)
                .containsExactly("endpoint/identity", "endpoint/sign-in");
    }

    @Test
    void connectionsThatAreCutCountFromTheThirdOn() {
        String two = reset(DATA_PLANE) + "\n" + reset(DATA_PLANE);
        assertThat(issues(check, withLogs(healthy(), log("config-agent", two)))).isEmpty();
        assertThat(issue(check, withLogs(healthy(), log("config-agent", two + "\n" + reset(DATA_PLANE))))
                        .message())
                .contains("(connection cut), seen 3 times");
    }

    @Test
    void aNameThatIsNotResolvedIsSaidAsSuch() {
        assertThat(issue(check, withLogs(healthy(), log("config-agent", unresolved("westeurope.login.microsoft.com"))))
                        .evidence())
                .containsEntry("faults", "name not resolved");
    }

    @Test
    void aProxyThatIsNotReachedStandsBeforeTheEndpoints() {
        String proxy =
                "E0801 Get \"https://management.azure.com/x\": proxyconnect tcp: dial tcp: lookup proxy.contoso.com"
                        + " on 10.43.0.10:53: no such host";
        assertThat(issues(check, withLogs(healthy(), log("config-agent", timedOut(DATA_PLANE) + "\n" + proxy))))
                .first()
                .satisfies(issue -> assertThat(issue.subject()).isEqualTo("egress/proxy"))
                .satisfies(issue -> assertThat(issue.message()).contains("outbound proxy proxy.contoso.com"));
    }

    @Test
    void imagesThatAreNotPulledCountForPodsThatStillWaitForThem() {
        ClusterSnapshot pulling = withEvent(healthy(), PULL);
        assertThat(issues(check, pulling)).isEmpty();
        Issue issue = issue(check, withPod(pulling, "deployment/config-agent", AgentPods.waiting("ImagePullBackOff")));
        assertThat(issue.subject()).isEqualTo("endpoint/images");
        assertThat(issue.message()).contains("mcr.microsoft.com", "seen 4 times in deployment/config-agent");
    }

    @Test
    void withoutLogsOnlyAFaultInTheEventsIsSaid() {
        ClusterSnapshot refused = withLogs(healthy(), refused("config-agent", Reason.NOT_PERMITTED));
        assertThat(silence(check, refused)).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(issues(
                        check,
                        withPod(
                                withEvent(refused, PULL),
                                "deployment/config-agent",
                                AgentPods.waiting("ImagePullBackOff"))))
                .hasSize(1);
    }

    private static ClusterSnapshot withEvent(ClusterSnapshot snapshot, String message) {
        String pod = snapshot.kubernetes().pods().seen().orElseThrow().stream()
                .filter(candidate -> candidate.workload().equals("deployment/config-agent"))
                .findFirst()
                .orElseThrow()
                .name();
        return withKubernetes(
                snapshot, "events", List.of(new AgentEvent("Warning", "Failed", message, "pod/" + pod, 4, NOW)));
    }
}
