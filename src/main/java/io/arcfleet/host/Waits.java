package io.arcfleet.host;

import java.time.Duration;

/** Lets time pass until the host closes; replaced in tests. */
interface Waits extends AutoCloseable {

    /**
     * Waits for {@code time}.
     *
     * @return false when the host closes, at once
     */
    boolean pause(Duration time) throws InterruptedException;

    /** Ends all waits, those of the future too. */
    @Override
    void close();
}
