package io.arcfleet.scan;

import io.arcfleet.sink.ClusterReport;
import io.arcfleet.snapshot.ClusterTarget;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scans clusters side by side on virtual threads, with a bound on those in flight. */
final class ClusterScans {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterScans.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final BiFunction<ScanOrder, ClusterTarget, ClusterReport> clusterScan;
    private final int concurrency;

    ClusterScans(BiFunction<ScanOrder, ClusterTarget, ClusterReport> clusterScan, int concurrency) {
        this.clusterScan = clusterScan;
        this.concurrency = concurrency;
    }

    /**
     * Scans {@code targets} until all are done or {@code stop} says so; then no further cluster is started, those in flight
     * are dropped, and what is done is still handed over.
     *
     * @param mayStart asked before each cluster, by many threads; a cluster that may not start is left out
     * @param scanned is handed each report, by the calling thread
     * @param failed is handed id and reason of a cluster whose scan threw, by the calling thread
     */
    void run(
            ScanOrder order,
            List<ClusterTarget> targets,
            BooleanSupplier mayStart,
            BooleanSupplier stop,
            Consumer<ClusterReport> scanned,
            BiConsumer<String, String> failed) {
        BlockingQueue<Outcome> finished = new LinkedBlockingQueue<>();
        Semaphore inFlight = new Semaphore(concurrency);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("cluster-", 0).factory());
        try {
            for (ClusterTarget target : targets) {
                ScanContext context =
                        ScanContext.ofCluster(order.scanId(), target.identity().id());
                threads.execute(() -> context.run(() -> scanOne(order, target, mayStart, inFlight, finished)));
            }
            receive(targets.size(), finished, stop, scanned, failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private void scanOne(
            ScanOrder order,
            ClusterTarget target,
            BooleanSupplier mayStart,
            Semaphore inFlight,
            BlockingQueue<Outcome> finished) {
        try {
            inFlight.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if (!mayStart.getAsBoolean()) {
                finished.add(new Outcome.NotStarted());
                return;
            }
            ClusterReport report = clusterScan.apply(order, target);
            // An interrupted scan saw less than there was to see; its cluster counts as not scanned.
            if (!Thread.currentThread().isInterrupted()) {
                ScanLog.clusterScanned(report);
                finished.add(new Outcome.Scanned(report));
            }
        } catch (RuntimeException | Error e) {
            // An error too: a cluster without an outcome would keep the whole scan waiting until its deadline.
            LOG.atError().setCause(e).log("the scan of a cluster failed");
            finished.add(new Outcome.Failed(target.identity().id(), "internal error: " + e));
        } finally {
            inFlight.release();
        }
    }

    private static void receive(
            int expected,
            BlockingQueue<Outcome> finished,
            BooleanSupplier stop,
            Consumer<ClusterReport> scanned,
            BiConsumer<String, String> failed) {
        int received = 0;
        while (received < expected) {
            boolean stopped = Thread.currentThread().isInterrupted() || stop.getAsBoolean();
            Outcome outcome = stopped ? finished.poll() : await(finished);
            if (outcome == null) {
                if (stopped) {
                    return;
                }
                continue;
            }
            received++;
            switch (outcome) {
                case Outcome.Scanned(ClusterReport report) -> scanned.accept(report);
                case Outcome.Failed(String clusterId, String why) -> failed.accept(clusterId, why);
                case Outcome.NotStarted() -> {}
            }
        }
    }

    private static @Nullable Outcome await(BlockingQueue<Outcome> finished) {
        try {
            return finished.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** How the scan of one cluster ended. */
    private sealed interface Outcome {

        record Scanned(ClusterReport report) implements Outcome {}

        record Failed(String clusterId, String why) implements Outcome {}

        record NotStarted() implements Outcome {}
    }
}
