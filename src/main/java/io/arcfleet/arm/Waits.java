package io.arcfleet.arm;

import java.time.Duration;

/** Lets time pass; replaced in tests. */
@FunctionalInterface
interface Waits {

    /** Waits for {@code time}. */
    void pause(Duration time) throws InterruptedException;
}
