package io.arcfleet.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class ClusterIdentityReaderTest {

    private final ClusterIdentityReader reader = new ClusterIdentityReader(Clock.fixed(Targets.NOW, ZoneOffset.UTC));

    @Test
    void theConfigMapNamesTheCluster() {
        assertThat(read(RecordedCluster.complete())).isEqualTo(Observation.of(Targets.IDENTITY));
    }

    @Test
    void elseTheCustomResourceDoes() {
        Observation<ClusterIdentity> identity =
                read(RecordedCluster.complete().fail(RecordedCluster.CONFIG, Reason.NOT_PERMITTED, "403"));

        assertThat(identity.seen().map(ClusterIdentity::id)).contains(Targets.IDENTITY.id());
        assertThat(identity.seen().map(ClusterIdentity::name)).contains("Store-0042");
    }

    @Test
    void aClusterWithoutAgentsIsNamedByItsServerAndContext() {
        assertThat(read(RecordedCluster.failing(Reason.NOT_FOUND, "404")).seen())
                .contains(new ClusterIdentity("kubeconfig:cluster.example/dev", "dev", null, null, null));
    }

    @Test
    void aClusterThatDoesNotAnswerGetsNoInventedIdentity() {
        assertThat(read(RecordedCluster.failing(Reason.UNREACHABLE, "refused")))
                .isEqualTo(Observation.unavailable(Reason.UNREACHABLE, "refused"));
    }

    private Observation<ClusterIdentity> read(RecordedCluster cluster) {
        return reader.read(cluster, "dev", Targets.NOW.plusSeconds(5));
    }
}
