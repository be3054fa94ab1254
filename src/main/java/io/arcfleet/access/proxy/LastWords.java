package io.arcfleet.access.proxy;

import io.arcfleet.access.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;

/** What a program said last. Its output is read to the end, so that it never blocks on a full pipe. */
final class LastWords {

    private static final int LINES = 20;
    private static final int LINE_LIMIT = 1000;
    private static final int LINES_SHOWN = 3;
    private static final int SHOWN = 300;

    /** As Linux and Go, and as Windows say it. */
    private static final List<String> PORT_TAKEN =
            List.of("address already in use", "only one usage of each socket address");

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<String> lines = new ArrayDeque<>();
    private boolean portTaken;

    /** Reads until the end of the stream; lines without an end are cut into pieces. */
    void readAll(InputStream output) {
        StringBuilder line = new StringBuilder();
        try (InputStreamReader reader = new InputStreamReader(output, StandardCharsets.UTF_8)) {
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n' || line.length() == LINE_LIMIT) {
                    add(line.toString());
                    line.setLength(0);
                }
                if (c != '\n') {
                    line.append((char) c);
                }
            }
        } catch (IOException e) {
            line.append(" (its output broke off)");
        }
        add(line.toString());
    }

    /** Whether it complained that somebody else listens on its port. */
    boolean sayPortTaken() {
        lock.lock();
        try {
            return portTaken;
        } finally {
            lock.unlock();
        }
    }

    /** The last lines in one, short and without secrets; empty when it said nothing. */
    String shown() {
        lock.lock();
        try {
            List<String> last =
                    lines.stream().skip(Math.max(0, lines.size() - LINES_SHOWN)).toList();
            return Redaction.line(String.join(" / ", last), SHOWN);
        } finally {
            lock.unlock();
        }
    }

    private void add(String line) {
        if (line.isBlank()) {
            return;
        }
        lock.lock();
        try {
            String lower = line.toLowerCase(Locale.ROOT);
            portTaken |= PORT_TAKEN.stream().anyMatch(lower::contains);
            // Redacted as a whole: a cut could hide what makes it a secret.
            lines.addLast(Redaction.redact(line));
            if (lines.size() > LINES) {
                lines.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }
}
