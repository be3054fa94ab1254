package io.arcfleet.check.clusterconnect;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.ReadReceipt;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OverageClaimAbsentCheckTest {

    private static final String TOLD =
            "overage claim (users with more than 200 group membership) is currently not supported";

    private final OverageClaimAbsentCheck check = new OverageClaimAbsentCheck(SignatureCatalog.standard());

    @Test
    void quietLogsPass() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void aLogThatTellsOfAnotherCallerIsAnIssue() {
        assertThat(issue(check, withLogs(healthy(), log("kube-aad-proxy", "E0801 " + TOLD)))
                        .message())
                .isEqualTo("A caller is turned away because of an overage claim: E0801 " + TOLD + ".");
    }

    @Test
    void theScannerItselfMayBeTurnedAway() {
        ClusterSnapshot unread = withKubernetes(
                healthy(), "pods", Observation.unavailable(Reason.NOT_PERMITTED, "(401 Unauthorized): " + TOLD));
        ReadReceipt pods =
                new ReadReceipt("pods", Duration.ZERO, Reason.NOT_PERMITTED.word(), "(401 Unauthorized): " + TOLD);
        ClusterSnapshot refused = withKubernetes(unread, facts -> with(facts, "reads", List.of(pods)));
        assertThat(issue(check, refused).subject()).isEqualTo("scanner");
        assertThat(issue(check, refused).message()).contains(TOLD);
    }

    @Test
    void theTunnelMayBeRefusedForIt() {
        ClusterSnapshot unreached =
                with(healthy(), "kubernetes", KubernetesFacts.unavailable(Reason.NOT_PERMITTED, TOLD, Duration.ZERO));
        assertThat(issue(check, unreached).subject()).isEqualTo("scanner");

        ClusterSnapshot known = with(
                healthy(),
                "kubernetes",
                KubernetesFacts.unavailable(
                        new Unavailable<>(AccessFault.OVERAGE_CLAIM, "in other words"), Duration.ZERO));
        assertThat(issue(check, known).message()).endsWith("overage claim: in other words.");
    }

    @Test
    void anUnreachedClusterIsNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.UNREACHABLE))).isEqualTo(Reason.UNREACHABLE);
    }
}
