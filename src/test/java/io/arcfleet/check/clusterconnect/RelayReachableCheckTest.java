package io.arcfleet.check.clusterconnect;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.refused;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.Reason;
import org.junit.jupiter.api.Test;

final class RelayReachableCheckTest {

    private static final String REFUSED =
            "wss://azgnrelay-weu-l1.servicebus.windows.net/$hc/x: websocket: bad handshake";

    private final RelayReachableCheck check = new RelayReachableCheck(SignatureCatalog.standard());

    @Test
    void quietLogsPass() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(
                        check,
                        withLogs(
                                healthy(),
                                log(
                                        "clusterconnect-agent",
                                        "connected to azgnrelay-weu-l1.servicebus.windows.net\nall is well"))))
                .isEmpty();
    }

    @Test
    void aRefusedWebSocketIsAnIssueOnTheDomainOfTheCloud() {
        Issue issue =
                issue(check, withLogs(healthy(), log("clusterconnect-agent", "start\n" + REFUSED + "\n" + REFUSED)));
        assertThat(issue.subject()).isEqualTo("endpoint/*.servicebus.windows.net");
        assertThat(issue.message()).isEqualTo("The relay of cluster connect cannot be reached: " + REFUSED + ".");
        assertThat(issue.evidence())
                .containsEntry("fault", "relay-websocket-refused")
                .containsEntry("times", "2");
    }

    @Test
    void theRelayIsFoundBehindOtherHostsThatFail() {
        Issue issue = issue(
                check,
                withLogs(
                        healthy(),
                        log(
                                "clusterconnect-agent",
                                "dial tcp: lookup mcr.azk8s.cn: no such host\n"
                                        + "dial tcp: lookup relay-1.servicebus.chinacloudapi.cn on 10.0.0.10:53: no such host")));
        assertThat(issue.subject()).isEqualTo("endpoint/*.servicebus.chinacloudapi.cn");
        assertThat(issue.evidence())
                .containsEntry("fault", "dns-name-not-resolved")
                .containsEntry("times", "1");
    }

    @Test
    void withoutAHostOnlyTheAgentsOwnLogCounts() {
        String line = "RelayConfigFetchFailed: no answer";
        Issue issue = issue(check, withLogs(healthy(), log("clusterconnect-agent", line)));
        assertThat(issue.subject()).isEqualTo("deployment/clusterconnect-agent");
        assertThat(issue.remedy()).contains("guestnotificationservice.azure.com");
        assertThat(issue(check, withLogs(healthy(), log("clusterconnect-agent", "websocket: bad handshake")))
                        .message())
                .startsWith("clusterconnect-agent gets no WebSocket to the relay: ");
        assertThat(issues(check, withLogs(healthy(), log("config-agent", line))))
                .isEmpty();
    }

    @Test
    void unreadLogsAreNotEvaluated() {
        assertThat(silence(check, withLogs(healthy(), refused("clusterconnect-agent", Reason.TIMED_OUT))))
                .isEqualTo(Reason.TIMED_OUT);
    }
}
