package io.arcfleet.check.versions;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KubernetesVersionSupportedCheckTest {

    private final KubernetesVersionSupportedCheck check =
            new KubernetesVersionSupportedCheck(new Version(1, 36, 0, ""));

    @ParameterizedTest
    @ValueSource(strings = {"v1.36.4", "v1.34.0+k3s1", "v1.34.9-eks-8ccc7ba", "v1.38.0"})
    void theWindowAndNewerVersionsPass(String version) {
        assertThat(issues(check, running(version))).isEmpty();
    }

    @Test
    void anOlderVersionIsAnIssue() {
        assertThat(issue(check, running("v1.33.11+rke2r1")).message())
                .isEqualTo("The cluster runs Kubernetes 1.33.11+rke2r1; supported are 1.34.0 to 1.36.0.");
    }

    @Test
    void theApiServerCountsBeforeAzureWhichAnswersInItsStead() {
        ClusterSnapshot old = withResource(healthy(), cluster -> with(cluster, "kubernetesVersion", "1.20.0"));
        assertThat(issues(check, old)).isEmpty();
        assertThat(issues(check, unread(old))).hasSize(1);
    }

    @Test
    void anAbsentOrUnreadableVersionIsNotEvaluated() {
        assertThat(silence(check, running("latest"))).isEqualTo(Reason.MALFORMED);
        assertThat(silence(check, unread(azure(null)))).isEqualTo(Reason.UNREACHABLE);
        assertThat(silence(check, unavailable(Reason.THROTTLED))).isEqualTo(Reason.THROTTLED);
    }

    private static ClusterSnapshot running(String version) {
        return withKubernetes(healthy(), "version", version);
    }

    private static ClusterSnapshot azure(@Nullable String version) {
        return withResource(healthy(), cluster -> with(cluster, "kubernetesVersion", version));
    }

    private static ClusterSnapshot unread(ClusterSnapshot snapshot) {
        return withKubernetes(snapshot, "version", Observation.unavailable(Reason.UNREACHABLE, "no route"));
    }
}
