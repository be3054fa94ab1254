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

import io.arcfleet.snapshot.ArcClusterConfig;
import io.arcfleet.snapshot.ClusterMetadata;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AgentVersionSupportedCheckTest {

    private final AgentVersionSupportedCheck check = new AgentVersionSupportedCheck(new Version(1, 36, 1, ""));

    @Test
    void aSupportedVersionPasses() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, reported("1.34.2-preview"))).isEmpty();
    }

    @Test
    void anOldVersionIsAnIssueThatSaysWhetherUpgradesAreOn() {
        assertThat(issue(check, reported("1.9.2")).message())
                .isEqualTo(
                        "The agents are of version 1.9.2; supported are 1.34.0 to 1.36.1, and automatic upgrade is on.");
    }

    @Test
    void theClustersOwnSettingCountsBeforeAzures() {
        ClusterSnapshot off = withKubernetes(
                reported("1.20.0"), "config", new ArcClusterConfig(Map.of("AZURE_ARC_AUTOUPDATE", "false")));
        ClusterSnapshot unread =
                withKubernetes(reported("1.20.0"), "config", Observation.unavailable(Reason.NOT_PERMITTED, "403"));
        assertThat(issue(check, off).evidence()).containsEntry("automatic upgrade", "off");
        assertThat(issue(check, unread).evidence()).containsEntry("automatic upgrade", "on");
    }

    @Test
    void theClusterTellsWhereAzureDoesNot() {
        ClusterSnapshot direct = withKubernetes(
                withResource(healthy(), Observation.unavailable(Reason.NOT_ATTEMPTED, "no subscription given")),
                "metadata",
                new ClusterMetadata(null, null, null, "1.20.0"));
        assertThat(issues(check, direct)).hasSize(1);
    }

    @Test
    void anAbsentOrUnreadableVersionIsNotEvaluated() {
        ClusterSnapshot silent =
                withKubernetes(reported(null), "metadata", Observation.unavailable(Reason.NOT_PERMITTED, "403"));
        assertThat(silence(check, silent)).isEqualTo(Reason.NOT_FOUND);
        assertThat(silence(check, reported("latest"))).isEqualTo(Reason.MALFORMED);
        assertThat(silence(check, unavailable(Reason.THROTTLED))).isEqualTo(Reason.THROTTLED);
    }

    private static ClusterSnapshot reported(@Nullable String version) {
        return withResource(healthy(), cluster -> with(cluster, "agentVersion", version));
    }
}
