package io.arcfleet.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.access.ClusterAccess;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Thresholds;
import io.arcfleet.collect.SnapshotCollector;
import io.arcfleet.config.ClusterFilter;
import io.arcfleet.diagnosis.Diagnosis;
import io.arcfleet.finding.Health;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ClusterScanTest {

    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final ScanOrder ORDER = new ScanOrder(
            "scan-1", "test", true, new FleetInventory.Scope(List.of(), ClusterFilter.all()), Map.of("kind", "test"));
    private static final ClusterTarget TARGET = new ClusterTarget(
            ClusterIdentity.of("s-1", "Stores", "Store-1", "westeurope"),
            AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "not asked"));

    private final CheckCatalog catalog = CheckCatalog.standard(Thresholds.defaults());
    private final List<Instant> deadlines = new ArrayList<>();

    @Test
    void aClusterThatCannotBeReachedHasAReportWithTheReason() {
        ClusterReport report = scan(Observation.unavailable(Reason.TIMED_OUT, "no answer"));

        assertThat(report.scanId()).isEqualTo("scan-1");
        assertThat(report.simulated()).isTrue();
        assertThat(report.target()).isEqualTo(TARGET);
        assertThat(report.reached()).isEqualTo(Observation.unavailable(Reason.TIMED_OUT, "no answer"));
        assertThat(report.verdict().health()).isEqualTo(Health.UNKNOWN);
        assertThat(report.results()).hasSameSizeAs(catalog.checks());
        assertThat(report.observedAt()).isEqualTo(NOW);
        assertThat(report.kubernetesVersion()).isNull();
    }

    @Test
    void theWayInIsOpenedWithTheTimeoutOfTheClusterAsItsDeadline() {
        scan(Observation.unavailable(Reason.TIMED_OUT, "no answer"));

        assertThat(deadlines).containsExactly(NOW.plusSeconds(7));
    }

    @Test
    void theTunnelIsClosedOnceWhateverTheReadsDo() {
        FaultyTunnel tunnel = new FaultyTunnel();

        ClusterReport report = scan(Observation.of(tunnel));

        assertThat(tunnel.closed).hasValue(1);
        assertThat(report.verdict().health()).isEqualTo(Health.UNKNOWN);
        assertThat(report.reads())
                .isNotEmpty()
                .allSatisfy(read -> assertThat(read.outcome()).isEqualTo("malformed"));
    }

    private ClusterReport scan(Observation<ClusterTunnel> way) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        ClusterAccess access = new ClusterAccess() {
            @Override
            public Observation<ClusterTunnel> open(ClusterTarget target, Instant deadline) {
                deadlines.add(deadline);
                return way;
            }

            @Override
            public void close() {}
        };
        return new ClusterScan(
                        access,
                        new SnapshotCollector(clock),
                        new CheckRunner(catalog),
                        new Diagnosis(catalog),
                        Duration.ofSeconds(7),
                        clock)
                .scan(ORDER, TARGET);
    }

    /** A tunnel in which every read ends with a fault of ours. */
    private static final class FaultyTunnel implements ClusterTunnel {

        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public String server() {
            return "https://cluster.example:6443";
        }

        @Override
        public <T> Observation<T> get(KubernetesRequest request, BodyDecoder<T> decoder, Duration timeout) {
            throw new IllegalStateException("our own fault");
        }

        @Override
        public <T> Observation<T> review(String namespace, BodyDecoder<T> decoder, Duration timeout) {
            throw new IllegalStateException("our own fault");
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
