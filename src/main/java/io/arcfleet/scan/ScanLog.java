package io.arcfleet.scan;

import io.arcfleet.config.PlainText;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.sink.ClusterReport;
import io.arcfleet.snapshot.Observation.Observed;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The lines that tell the story of a scan; {@link ScanContext} says which scan, shard and cluster they are about. */
final class ScanLog {

    private static final Logger LOG = LoggerFactory.getLogger(ScanLog.class);

    private ScanLog() {}

    /** {@code joined}: a scan of the same scope was running already. */
    static void requested(ScanRecord scan, boolean joined) {
        LOG.atInfo()
                .addKeyValue("trigger", scan.order().trigger())
                .addKeyValue("deadline", scan.deadline())
                .log(joined ? "scan joined" : "scan requested");
    }

    static void cancelled() {
        LOG.atWarn().log("scan cancelled");
    }

    static void planned(int clusters, int shards, int missing) {
        LOG.atInfo()
                .addKeyValue("clusters", clusters)
                .addKeyValue("shards", shards)
                .addKeyValue("missing", missing)
                .log("plan made");
    }

    static void shardStarted(int clusters) {
        LOG.atInfo().addKeyValue("clusters", clusters).log("shard started");
    }

    /** {@code left}: clusters that were not scanned, because the scan was stopped. */
    static void shardDone(List<ClusterReport> reports, int left, Duration duration) {
        int findings =
                reports.stream().mapToInt(report -> report.tracked().size()).sum();
        LOG.atInfo()
                .addKeyValue("clusters", reports.size())
                .addKeyValue("left", left)
                .addKeyValue("rows", reports.size() + findings)
                .addKeyValue("durationMs", duration.toMillis())
                .log("shard done");
    }

    static void clusterScanned(ClusterReport report) {
        LOG.atInfo()
                .addKeyValue("health", report.verdict().health().word())
                .addKeyValue("findings", report.findings().size())
                .addKeyValue("reached", report.reached() instanceof Observed)
                .addKeyValue("durationMs", report.duration().toMillis())
                .log("cluster scanned");
    }

    static void clusterGivenUp(String why) {
        LOG.atWarn().log("cluster given up: {}", why);
    }

    static void ended(ScanSummary summary) {
        LOG.atLevel(summary.outcome() == ScanOutcome.COMPLETE ? Level.INFO : Level.WARN)
                .addKeyValue("outcome", summary.outcome().word())
                .addKeyValue("clusters", summary.clustersFound())
                .addKeyValue("scanned", summary.clustersScanned())
                .addKeyValue("unreached", summary.clustersUnreached())
                .addKeyValue("findings", summary.findings())
                .addKeyValue("missing", summary.missing().size())
                .log("scan ended");
    }

    /** Says that a running shard does not know whether its scan was cancelled. */
    static void notLooked(RuntimeException e) {
        LOG.atWarn()
                .log(
                        "whether the scan was cancelled cannot be seen now: {}",
                        PlainText.of(String.valueOf(e.getMessage())));
    }

    /** Says that a message will come again because of {@code condition}, which is returned to be thrown. */
    static <E extends RuntimeException> E triedAgain(String what, E condition) {
        LOG.atWarn().log("{} will be tried again: {}", what, PlainText.of(String.valueOf(condition.getMessage())));
        return condition;
    }
}
