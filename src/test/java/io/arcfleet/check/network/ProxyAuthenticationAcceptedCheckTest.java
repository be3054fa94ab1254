package io.arcfleet.check.network;

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
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProxyAuthenticationAcceptedCheckTest {

    private final ProxyAuthenticationAcceptedCheck check =
            new ProxyAuthenticationAcceptedCheck(SignatureCatalog.standard());

    @Test
    void otherErrorsPass() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, withLogs(healthy(), log("config-agent", NetworkLogs.timedOut("a.example.com")))))
                .isEmpty();
    }

    @Test
    void aProxyThatAnswers407IsAnIssue() {
        String line = "E0801 Post \"https://management.azure.com/x\": Proxy Authentication Required";
        Issue issue = issue(check, withLogs(healthy(), log("config-agent", line + "\n" + line)));
        assertThat(issue.message()).contains("407", "2 times in deployment/config-agent");
        assertThat(issue.evidence())
                .containsEntry("agents", "deployment/config-agent")
                .containsEntry("hosts", "management.azure.com");
    }

    @Test
    void theProxyIsNoHostThatCouldNotBeReached() {
        for (String address :
                List.of("http://user:pw@proxy", "https://[redacted]@proxy:3128", "https://user:pw@proxy:1")) {
            Issue issue = issue(
                    check,
                    withLogs(healthy(), log("config-agent", "E0801 " + address + ": Proxy Authentication Required")));
            assertThat(issue.message()).contains("407", "1 time in deployment/config-agent");
            assertThat(issue.evidence()).doesNotContainKey("hosts");
        }
    }

    @Test
    void refusedLogsAreNotEvaluated() {
        assertThat(silence(check, withLogs(healthy(), refused("config-agent", Reason.NOT_PERMITTED))))
                .isEqualTo(Reason.NOT_PERMITTED);
    }
}
