package io.arcfleet.check;

import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
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
                log("config-agent", false, Observation.of("dial tcp: lookup mcr.microsoft.com: no such host")),
                log("clusteridentityoperator", true, Observation.of(UNPARSABLE)));
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
                log("config-agent", false, Observation.unavailable(Reason.TIMED_OUT, "5 s")),
                log("clusteridentityoperator", false, Observation.of(UNPARSABLE)));
        assertThat(evidence(snapshot).find(KEY)).hasSize(1);
    }

    @Test
    void withoutAnyOfTheLogsThatWereAskedForTheFirstReasonIsGiven() {
        ClusterSnapshot snapshot = withLogs(
                log("config-agent", false, Observation.unavailable(Reason.NOT_PERMITTED, "403")),
                log("clusteridentityoperator", false, Observation.unavailable(Reason.TIMED_OUT, "5 s")));
        assertThat(reason(snapshot)).isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void withoutPodsNobodyKnewWhichLogsToAskFor() {
        assertThat(reason(withKubernetes(healthy(), "pods", Observation.unavailable(Reason.UNREACHABLE, "no route"))))
                .isEqualTo(Reason.UNREACHABLE);
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

    private static Reason reason(ClusterSnapshot snapshot) {
        return LogEvidence.of(snapshot, CATALOG)
                .failure()
                .map(Unavailable::reason)
                .orElseThrow();
    }

    private static ClusterSnapshot withLogs(ContainerLog... logs) {
        return withKubernetes(healthy(), "logs", List.of(logs));
    }

    private static ContainerLog log(String deployment, boolean previous, Observation<String> text) {
        return new ContainerLog(deployment + "-6c4d7f9b5-x2x9z", "deployment/" + deployment, "manager", previous, text);
    }
}
