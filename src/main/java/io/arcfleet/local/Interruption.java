package io.arcfleet.local;

import io.arcfleet.scan.FleetScan;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl+C end a scan cleanly: the scan is cancelled, and the JVM waits a while for the report of what is done so
 * far.
 */
final class Interruption implements AutoCloseable {

    private static final int SECONDS_TO_REPORT = 20;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(FleetScan scan) {
        hook = Thread.ofPlatform().name("interruption").unstarted(() -> {
            scan.cancel();
            awaitReport();
        });
    }

    /** From now on Ctrl+C cancels {@code scan}. */
    static Interruption cancels(FleetScan scan) {
        Interruption interruption = new Interruption(scan);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
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
