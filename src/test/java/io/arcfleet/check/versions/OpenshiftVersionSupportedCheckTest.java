package io.arcfleet.check.versions;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.OpenShift;
import io.arcfleet.snapshot.Reason;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenshiftVersionSupportedCheckTest {

    private final OpenshiftVersionSupportedCheck check = new OpenshiftVersionSupportedCheck();

    @ParameterizedTest
    @ValueSource(strings = {"4.5.41", "4.6.35", "4.7.18", "4.7.20", "4.8.0", "4.21.3", "5.0.0"})
    void whatCanBeConnectedPasses(String version) {
        assertThat(issues(check, running(version))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.5.40", "4.6.34", "4.7.17", "4.4.99", "3.11.0"})
    void whatIsOlderIsAnIssue(String version) {
        assertThat(issue(check, running(version)).message())
                .startsWith("The cluster runs OpenShift " + version + "; Azure Arc supports 4.5.41, 4.6.35, 4.7.18");
    }

    @Test
    void otherDistributionsHaveNothingToJudge() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void anUnreadVersionIsNotEvaluated() {
        assertThat(silence(check, running(Observation.unavailable(Reason.NOT_PERMITTED, "403"))))
                .isEqualTo(Reason.NOT_PERMITTED);
        assertThat(silence(check, running("latest"))).isEqualTo(Reason.MALFORMED);
        assertThat(silence(
                        check, withPlatform(healthy(), "openShift", Observation.unavailable(Reason.TIMED_OUT, "5 s"))))
                .isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void aClusterThatWasNotReachedMayBeOpenShift() {
        assertThat(silence(check, unavailable(Reason.NOT_FOUND))).isEqualTo(Reason.NOT_FOUND);
    }

    private static ClusterSnapshot running(String version) {
        return running(Observation.of(version));
    }

    private static ClusterSnapshot running(Observation<String> version) {
        return withPlatform(healthy(), "openShift", new OpenShift(version, Observation.of(Set.of())));
    }
}
