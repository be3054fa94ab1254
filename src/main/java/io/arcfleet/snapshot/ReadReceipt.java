package io.arcfleet.snapshot;

import java.time.Duration;

/**
 * How one read of a cluster went.
 *
 * @param read name of the read, for example {@code pods}
 * @param outcome {@code ok}, or the word of the {@link Reason}
 * @param detail empty, or what came back
 */
public record ReadReceipt(String read, Duration duration, String outcome, String detail) {}
