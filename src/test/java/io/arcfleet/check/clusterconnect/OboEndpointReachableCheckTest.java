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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OboEndpointReachableCheckTest {

    private final OboEndpointReachableCheck check = new OboEndpointReachableCheck(SignatureCatalog.standard());

    @Test
    void quietLogsPass() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(
                        issues(
                                check,
                                withLogs(
                                        healthy(),
                                        log(
                                                "kube-aad-proxy",
                                                "POST https://westeurope.obo.arc.azure.com:8084/x 200\n"
                                                        + "Get \"https://mcr.microsoft.com/\": dial tcp 1.2.3.4:443: i/o timeout"))))
                .as("another host fails")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Post \"https://westeurope.obo.arc.azure.com:8084/x\": dial tcp 1.2.3.4:8084: i/o timeout",
                "dial tcp: lookup WestEurope.obo.arc.azure.com: no such host",
                "Post \"https://westeurope.obo.arc.azure.com:8084/x\": dial tcp 1.2.3.4:8084: connect: connection refused"
            })
    void aFailedConnectionIsAnIssueOnTheHostOfTheRegion(String line) {
        Issue issue = issue(check, withLogs(healthy(), log("kube-aad-proxy", "start\n" + line)));
        assertThat(issue.subject()).isEqualTo("endpoint/westeurope.obo.arc.azure.com:8084");
        assertThat(issue.message())
                .isEqualTo("The obo endpoint westeurope.obo.arc.azure.com cannot be reached: " + line + ".");
        assertThat(issue.evidence()).containsEntry("workload", "deployment/kube-aad-proxy");
    }

    @Test
    void unreadLogsAreNotEvaluated() {
        assertThat(silence(check, withLogs(healthy(), refused("kube-aad-proxy", Reason.NOT_PERMITTED))))
                .isEqualTo(Reason.NOT_PERMITTED);
    }
}
