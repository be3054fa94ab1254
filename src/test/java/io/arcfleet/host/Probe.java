package io.arcfleet.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the test functions saw; static where it is used, since the host makes their objects. */
final class Probe {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    void reset() {
        gate.countDown();
        seen.clear();
        running.set(0);
        mostRunning.set(0);
        gate = new CountDownLatch(0);
    }

    void closeGate() {
        gate = new CountDownLatch(1);
    }

    void openGate() {
        gate.countDown();
    }

    /** Remembers a call and keeps it until the gate is open. */
    void call(String text) throws InterruptedException {
        seen.add(text);
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            if (!gate.await(120, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody opened the gate");
            }
        } finally {
            running.decrementAndGet();
        }
    }

    List<String> seen() {
        return List.copyOf(seen);
    }

    int running() {
        return running.get();
    }

    int mostRunning() {
        return mostRunning.get();
    }
}
