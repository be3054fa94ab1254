package io.arcfleet.check.identity;

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

final class KeyPairValidCheckTest {

    private static final String UNPARSABLE =
            "{\"Message\":\"failed to parse PEM block containing the key\",\"LogLevel\":\"Information\"}";

    private final KeyPairValidCheck check = new KeyPairValidCheck(SignatureCatalog.standard());

    @Test
    void withoutLogsAndWithOtherErrorsItPasses() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, withLogs(healthy(), log("config-agent", "dial tcp 10.0.0.1:443: i/o timeout"))))
                .isEmpty();
    }

    @Test
    void anUnparsableKeyIsAnIssueThatQuotesTheLog() {
        Issue issue = issue(check, withLogs(healthy(), log("clusteridentityoperator", UNPARSABLE + "\n" + UNPARSABLE)));
        assertThat(issue.subject()).isEqualTo("deployment/clusteridentityoperator");
        assertThat(issue.message()).contains("failed to parse PEM block containing the key");
        assertThat(issue.evidence()).containsEntry("container", "manager").containsEntry("times", "2");
    }

    @Test
    void everyAgentIsNamedOnce() {
        assertThat(issues(
                        check,
                        withLogs(
                                healthy(),
                                log("config-agent", UNPARSABLE),
                                log("clusteridentityoperator", UNPARSABLE),
                                log("config-agent", UNPARSABLE))))
                .extracting(Issue::subject)
                .containsExactly("deployment/clusteridentityoperator", "deployment/config-agent");
    }

    @Test
    void refusedLogsAreNotEvaluated() {
        assertThat(silence(check, withLogs(healthy(), refused("config-agent", Reason.NOT_PERMITTED))))
                .isEqualTo(Reason.NOT_PERMITTED);
    }
}
