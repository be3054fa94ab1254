package io.arcfleet.local;

import io.arcfleet.scan.FleetScan;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes Ctrl+C end a scan cleanly: the scan is cancelled, and the JVM waits a while for the report of what is done so
 * far.
 */
final class Interruption implements AutoCloseable {

    private static final int SECONDS_TO_REPORT = 20;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicReference<Runnable> cancel = new AtomicReference<>(() -> {});
    private final Thread hook = Thread.ofPlatform().name("interruption").unstarted(() -> {
        interrupt();
        awaitReport();
    });

    private Interruption() {}

    /** Watches for Ctrl+C until it is closed. */
    static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** From now on Ctrl+C cancels {@code scan}; one that came before, while the source was opened, does so at once. */
    void cancels(FleetScan scan) {
        cancel.set(scan::cancel);
        if (interrupted.get()) {
            scan.cancel();
        }
    }

    /** What Ctrl+C does. */
    void interrupt() {
        interrupted.set(true);
        cancel.get().run();
    }

    /** The report is out; the JVM may end. */
    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: then the hook runs, and does not wait any longer.
            return;
        }
    }

    private void awaitReport() {
        try {
            if (!reported.await(SECONDS_TO_REPORT, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
