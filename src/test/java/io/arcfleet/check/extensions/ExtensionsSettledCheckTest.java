package io.arcfleet.check.extensions;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.fluxExtension;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withExtensions;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.ArcCustomResource;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ExtensionsSettledCheckTest {

    private final ExtensionsSettledCheck check = new ExtensionsSettledCheck(Duration.ofHours(1));

    @Test
    void settledExtensionsPassAlsoOffline() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, offline(healthy(), Duration.ofDays(9)))).isEmpty();
        assertThat(silence(check, unavailable(Reason.THROTTLED))).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void aCreationOnAConnectedClusterIsStuckByTheAgeOfWhatIsInTheCluster() {
        assertThat(issues(check, inCluster(state("Creating"), Duration.ofMinutes(30))))
                .isEmpty();
        assertThat(issue(check, inCluster(state("Creating"), Duration.ofHours(5)))
                        .message())
                .isEqualTo("Extension flux is still Creating 5 hours after it came into the cluster.");
    }

    @Test
    void withoutATimeNothingIsGuessed() {
        assertThat(issues(check, inCluster(state("Updating"), Duration.ofDays(5))))
                .isEmpty();
        Observation<Object> none = Observation.unavailable(Reason.NOT_PERMITTED, "403");
        assertThat(issues(check, withPlatform(state("Creating"), "extensionConfigs", none)))
                .isEmpty();
    }

    @Test
    void offlineTheChangeWaits() {
        assertThat(issue(check, offline(state("Deleting"), Duration.ofHours(50)))
                        .message())
                .isEqualTo(
                        "Extension flux is Deleting, and its cluster has been away for 2 days: the change goes on when the"
                                + " cluster is back.");
        assertThat(issue(check, offline(state("Creating"), Duration.ofHours(47)))
                        .message())
                .contains("47 hours", "goes on");
        assertThat(issue(check, offline(state("Creating"), null)).message()).contains("its cluster is offline");
    }

    @Test
    void offlineForTwoDaysACreationIsLost() {
        assertThat(issue(check, offline(state("Creating"), Duration.ofDays(2))).message())
                .contains("48 hours only", "created again");
    }

    private static ClusterSnapshot state(String state) {
        return withExtensions(healthy(), with(fluxExtension(), "provisioningState", state));
    }

    private static ClusterSnapshot inCluster(ClusterSnapshot snapshot, Duration age) {
        return withPlatform(
                snapshot, "extensionConfigs", List.of(new ArcCustomResource("flux", NOW.minus(age), false, Map.of())));
    }

    private static ClusterSnapshot offline(ClusterSnapshot snapshot, @Nullable Duration away) {
        return withResource(
                snapshot,
                cluster -> with(
                        with(cluster, "connectivityStatus", ConnectivityStatus.OFFLINE),
                        "lastConnectivity",
                        away == null ? null : NOW.minus(away)));
    }
}
