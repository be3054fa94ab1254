package io.arcfleet.host;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that take the time they say. */
final class RealWaits implements Waits {

    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public boolean pause(Duration time) throws InterruptedException {
        return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
