package io.arcfleet.local;

import io.arcfleet.finding.Health;
import io.arcfleet.fleet.Fleet;
import io.arcfleet.scan.ScanProgress;
import io.arcfleet.sink.ClusterReport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a scan goes on: a bar on a terminal, else a line every five seconds, which also shows that a scan which
 * waits is alive. Used by many threads at once.
 */
public final class ProgressDisplay implements ScanProgress, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int BAR_MILLIS = 200;

    private final Terminal terminal;
    private final PrintStream err;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile int total;
    private volatile long startNanos;
    private volatile @Nullable ProgressBar bar;
    private volatile @Nullable ScheduledExecutorService timer;

    /** A display on {@code err}; nothing shows until the inventory is done. */
    public ProgressDisplay(Terminal terminal, PrintStream err) {
        this(terminal, err, INTERVAL, System::nanoTime);
    }

    ProgressDisplay(Terminal terminal, PrintStream err, Duration interval, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.err = err;
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void planned(Fleet fleet) {
        total = fleet.clusters().size();
        startNanos = nanoTime.getAsLong();
        if (total == 0 || bar != null || timer != null) {
            return;
        }
        if (terminal.error() && terminal.moves()) {
            bar = newBar();
        } else {
            timer = newTimer();
        }
    }

    @Override
    public void scanned(ClusterReport report) {
        int nowBroken = report.verdict().health() == Health.BROKEN ? broken.incrementAndGet() : broken.get();
        done.incrementAndGet();
        ProgressBar shown = bar;
        if (shown != null) {
            shown.setExtraMessage(" " + nowBroken + " broken");
            shown.step();
        }
    }

    /** Ends the display: the bar stays as it is, and the cursor stands on a new line. A second call does nothing. */
    @Override
    public synchronized void close() {
        ProgressBar shown = bar;
        bar = null;
        if (shown != null) {
            shown.close();
            err.println();
        }
        ScheduledExecutorService running = timer;
        if (running != null) {
            running.shutdownNow();
        }
    }

    /** A line such as {@code 12 of 60 clusters, 3 broken, about 8 s left}. */
    String line() {
        int finished = done.get();
        String line = finished + " of " + total + " clusters, " + broken.get() + " broken";
        if (finished == 0) {
            return line;
        }
        long spent = nanoTime.getAsLong() - startNanos;
        long left = Math.round((double) spent / finished * (total - finished));
        return line + ", about " + DurationText.of(Duration.ofSeconds(Math.max(1, left / 1_000_000_000))) + " left";
    }

    private ProgressBar newBar() {
        // The library's own consumer would load native code to find out the width, and may end without a line break.
        return new ProgressBarBuilder()
                .setTaskName("Scanning")
                .setInitialMax(total)
                .setUpdateIntervalMillis(BAR_MILLIS)
                .continuousUpdate()
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new DelegatingProgressBarConsumer(text -> err.print("\r" + text), terminal.width() - 1))
                .build();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Printing a line throws nothing, and close() ends it.
    private ScheduledExecutorService newTimer() {
        ScheduledExecutorService lines = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("progress").daemon().factory());
        long nanos = interval.toNanos();
        lines.scheduleAtFixedRate(this::printLine, nanos, nanos, TimeUnit.NANOSECONDS);
        return lines;
    }

    private void printLine() {
        if (done.get() < total) {
            err.println(line());
        }
    }
}
