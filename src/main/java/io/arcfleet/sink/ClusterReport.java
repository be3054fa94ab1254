package io.arcfleet.sink;

import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.TrackedFinding;
import io.arcfleet.finding.Verdict;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.ReadReceipt;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a scan says of one cluster: what a sink is handed.
 *
 * @param scanId the scan
 * @param simulated whether the cluster is simulated
 * @param target the cluster and its Azure side
 * @param kubernetesVersion as the API server said, absent when it was not read
 * @param results one per check that ran
 * @param reached address of the API server, or why it was not reached
 * @param reads how each read went
 * @param observedAt when the cluster was observed
 * @param duration from the first call to the verdict
 * @param tracked the findings with their states, and those of scans before that are resolved or unknown now
 */
public record ClusterReport(
        String scanId,
        boolean simulated,
        ClusterTarget target,
        @Nullable String kubernetesVersion,
        List<CheckResult> results,
        Verdict verdict,
        Observation<String> reached,
        List<ReadReceipt> reads,
        Instant observedAt,
        Duration duration,
        List<TrackedFinding> tracked) {

    public ClusterReport {
        results = List.copyOf(results);
        reads = List.copyOf(reads);
        tracked = List.copyOf(tracked);
    }

    /** A report that knows of no scan before: every finding is open. */
    public ClusterReport(
            String scanId,
            boolean simulated,
            ClusterTarget target,
            @Nullable String kubernetesVersion,
            List<CheckResult> results,
            Verdict verdict,
            Observation<String> reached,
            List<ReadReceipt> reads,
            Instant observedAt,
            Duration duration) {
        this(
                scanId,
                simulated,
                target,
                kubernetesVersion,
                results,
                verdict,
                reached,
                reads,
                observedAt,
                duration,
                TrackedFinding.open(findings(results), verdict));
    }

    /** The same report with the states of its findings. */
    public ClusterReport withTracked(List<TrackedFinding> states) {
        return new ClusterReport(
                scanId,
                simulated,
                target,
                kubernetesVersion,
                results,
                verdict,
                reached,
                reads,
                observedAt,
                duration,
                states);
    }

    /** Every finding of this scan, in the order of the catalogue. */
    public List<Finding> findings() {
        return findings(results);
    }

    private static List<Finding> findings(List<CheckResult> results) {
        return results.stream()
                .flatMap(result ->
                        result instanceof CheckResult.Failed failed ? failed.findings().stream() : Stream.empty())
                .toList();
    }

    /**
     * Whether the API server was asked for and not reached. Not when nobody asked, nor when Azure says that there is no such
     * way into the cluster; but a proxy or a token that the scanner lacks is a cluster less that it sees.
     */
    public boolean isUnreached() {
        return reached.failure()
                .filter(failure -> failure.reason() != Reason.NOT_ATTEMPTED
                        || failure.fault() == AccessFault.PROXY_MISSING
                        || failure.fault() == AccessFault.TOKEN_MISSING)
                .isPresent();
    }

    /** The checks that could not look. */
    public List<CheckResult.NotEvaluated> notEvaluated() {
        return results.stream()
                .flatMap(result ->
                        result instanceof CheckResult.NotEvaluated silent ? Stream.of(silent) : Stream.empty())
                .toList();
    }
}
