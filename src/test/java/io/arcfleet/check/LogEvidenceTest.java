package io.arcfleet.check;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.refused;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ContainerLog;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LogEvidenceTest {

    private static final SignatureCatalog CATALOG = SignatureCatalog.standard();
    private static final String KEY = "key-pair-unparsable";
    private static final String UNPARSABLE =
            "I0801 starting\nE0801 failed to parse PEM block containing the key\nE0801 giving up";

    @Test
    void aClusterInWhichNothingLookedWrongHasNoLogsAndNothingIsFound() {
        assertThat(evidence(healthy()).find(KEY)).isEmpty();
    }

    @Test
    void findsTheWantedSignaturesAndTheirLogs() {
        ClusterSnapshot snapshot = withLogs(
                healthy(),
                log("config-agent", "dial tcp: lookup mcr.microsoft.com: no such host"),
                with(log("clusteridentityoperator", UNPARSABLE), "previous", true));
        List<Found> found = evidence(snapshot).find(KEY);
        assertThat(found).singleElement().satisfies(hit -> {
            assertThat(hit.workload()).isEqualTo("deployment/clusteridentityoperator");
            assertThat(hit.container()).isEqualTo("manager");
            assertThat(hit.previous()).isTrue();
            assertThat(hit.match().line()).contains("failed to parse PEM block");
        });
    }

    @Test
    void logsThatWereReadCountWhenOthersWereRefused() {
        ClusterSnapshot snapshot = withLogs(
                healthy(), refused("config-agent", Reason.TIMED_OUT), log("clusteridentityoperator", UNPARSABLE));
        assertThat(evidence(snapshot).find(KEY)).hasSize(1);
    }

    @Test
    void logsThatWereNotReadAreABlindSpotThoughOthersWereRead() {
        ClusterSnapshot snapshot = withLogs(
                healthy(), log("clusteridentityoperator", UNPARSABLE), refused("config-agent", Reason.TIMED_OUT));
        assertThat(unread(snapshot)).contains(Reason.TIMED_OUT);
    }

    @Test
    void aLogThatIsNoLongerThereIsABlindSpotBecauseThatOfTheNextPodWasNotAskedFor() {
        assertThat(unread(withLogs(
                        healthy(),
                        log("clusteridentityoperator", UNPARSABLE),
                        refused("config-agent", Reason.NOT_FOUND))))
                .contains(Reason.NOT_FOUND);
    }

    @Test
    void whatWasNotReadIsNamed() {
        ContainerLog lost = refused("config-agent", Reason.TIMED_OUT);
        assertThat(LogEvidence.unread(withLogs(healthy(), lost)).map(Unavailable::detail))
                .contains("log deployment/config-agent/manager: Nothing came back.");
        assertThat(LogEvidence.unread(withLogs(healthy(), with(lost, "previous", true)))
                        .map(Unavailable::detail))
                .contains("log deployment/config-agent/manager (previous): Nothing came back.");
    }

    @Test
    void nothingIsUnreadWhereAllLogsWereReadOrNoneWasAskedFor() {
        assertThat(unread(healthy())).isEmpty();
        assertThat(unread(withLogs(healthy(), log("config-agent", UNPARSABLE)))).isEmpty();
    }

    @Test
    void withoutAnyOfTheLogsThatWereAskedForTheFirstReasonIsGiven() {
        ClusterSnapshot snapshot = withLogs(
                healthy(),
                refused("config-agent", Reason.NOT_PERMITTED),
                refused("clusteridentityoperator", Reason.TIMED_OUT));
        assertThat(reason(snapshot)).isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void withoutPodsNobodyKnewWhichLogsToAskFor() {
        assertThat(reason(withKubernetes(healthy(), "pods", Observation.unavailable(Reason.UNREACHABLE, "no route"))))
                .isEqualTo(Reason.UNREACHABLE);
        assertThat(unread(withKubernetes(healthy(), "pods", Observation.unavailable(Reason.UNREACHABLE, "no route"))))
                .contains(Reason.UNREACHABLE);
    }

    @Test
    void refusesAnUnknownSignatureEvenWithoutLogs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evidence(healthy()).find("no-such-signature"))
                .withMessageContaining("no-such-signature");
    }

    private static LogEvidence evidence(ClusterSnapshot snapshot) {
        return LogEvidence.of(snapshot, CATALOG).seen().orElseThrow();
    }

    private static Optional<Reason> unread(ClusterSnapshot snapshot) {
        return LogEvidence.unread(snapshot).map(Unavailable::reason);
    }

    private static Reason reason(ClusterSnapshot snapshot) {
        return LogEvidence.of(snapshot, CATALOG)
                .failure()
                .map(Unavailable::reason)
                .orElseThrow();
    }
}
