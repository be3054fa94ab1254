package io.arcfleet.check.connectivity;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OnboardingCompleteCheckTest {

    private final OnboardingCompleteCheck check = new OnboardingCompleteCheck(Duration.ofMinutes(15));

    @Test
    void aConnectedClusterPasses() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void withinTheGraceTimeConnectingIsNormal() {
        assertThat(issues(check, connecting(NOW.minus(Duration.ofMinutes(15)), null)))
                .isEmpty();
    }

    @Test
    void afterTheGraceTimeItIsAnIssueWithItsAge() {
        assertThat(issue(check, connecting(NOW.minus(Duration.ofDays(2)), null)).message())
                .isEqualTo(
                        "The cluster is still Connecting 2 days after its resource was created: no heartbeat has ever"
                                + " been received.");
    }

    @Test
    void anUnknownAgeIsSaid() {
        assertThat(issue(check, connecting(null, null)).message())
                .isEqualTo("The cluster is Connecting and its age is unknown: no heartbeat has ever been received.");
    }

    @Test
    void aHeartbeatOfAMomentAgoMeansThatTheStatusFollows() {
        assertThat(issues(check, connecting(null, NOW.minus(Duration.ofMinutes(1)))))
                .isEmpty();
        assertThat(issues(check, connecting(NOW.minus(Duration.ofDays(1)), NOW.minus(Duration.ofMinutes(1)))))
                .isEmpty();
    }

    @Test
    void anOldHeartbeatIsTold() {
        assertThat(issue(check, connecting(null, NOW.minus(Duration.ofDays(1)))).message())
                .contains("the last heartbeat was received at 2026-07-31T12:00:00Z");
    }

    @Test
    void anUnreadResourceIsNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.NOT_ATTEMPTED))).isEqualTo(Reason.NOT_ATTEMPTED);
    }

    private static ClusterSnapshot connecting(@Nullable Instant createdAt, @Nullable Instant heartbeat) {
        return withResource(
                healthy(),
                cluster -> with(
                        with(
                                with(cluster, "connectivityStatus", ConnectivityStatus.CONNECTING),
                                "createdAt",
                                createdAt),
                        "lastConnectivity",
                        heartbeat));
    }
}
