package io.arcfleet.scan;

import io.arcfleet.access.ClusterAccess;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.collect.SnapshotCollector;
import io.arcfleet.diagnosis.Diagnosis;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.Verdict;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Scans one cluster: the straight line from its target to its report. The only place that knows every step. */
public final class ClusterScan {

    private final ClusterAccess access;
    private final SnapshotCollector collector;
    private final CheckRunner checks;
    private final Diagnosis diagnosis;
    private final Duration timeout;
    private final Clock clock;

    /**
     * Joins the steps.
     *
     * @param timeout from the first call of a cluster to its last
     */
    public ClusterScan(
            ClusterAccess access,
            SnapshotCollector collector,
            CheckRunner checks,
            Diagnosis diagnosis,
            Duration timeout,
            Clock clock) {
        this.access = access;
        this.collector = collector;
        this.checks = checks;
        this.diagnosis = diagnosis;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Scans {@code target}; a cluster that cannot be reached has a report too. */
    public ClusterReport scan(ScanOrder order, ClusterTarget target) {
        long start = System.nanoTime();
        Instant deadline = clock.instant().plus(timeout);

        ClusterSnapshot snapshot = observe(target, deadline);
        List<CheckResult> results = checks.run(snapshot);
        Verdict verdict = diagnosis.diagnose(results);

        return new ClusterReport(
                order.scanId(),
                order.simulated(),
                target,
                snapshot.kubernetes().version().seen().orElse(null),
                results,
                verdict,
                snapshot.kubernetes().reached(),
                snapshot.kubernetes().reads(),
                snapshot.observedAt(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private ClusterSnapshot observe(ClusterTarget target, Instant deadline) {
        Observation<ClusterTunnel> tunnel = access.open(target, deadline);
        try {
            return collector.collect(target, tunnel, deadline);
        } finally {
            tunnel.seen().ifPresent(ClusterTunnel::close);
        }
    }
}
