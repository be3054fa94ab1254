package io.arcfleet.collect;

import io.arcfleet.access.Redaction;
import java.nio.charset.StandardCharsets;

/** Makes the end of a container's log fit to leave this package: bounded, and without secrets. */
final class LogRedaction {

    static final int MAX_LINES = 200;
    static final int MAX_BYTES = 64 * 1024;

    private LogRedaction() {}

    /** The last lines of a log, as far as they fit, with every recognised secret replaced. */
    static String redact(String log) {
        // Cut first: it bounds the work. The result is cut again because a replacement may be longer than the secret.
        return lastBytes(Redaction.redact(lastLines(lastBytes(log))));
    }

    private static String lastLines(String log) {
        int end = log.endsWith("\n") ? log.length() - 1 : log.length();
        int from = end;
        for (int lines = 0; lines < MAX_LINES; lines++) {
            from = log.lastIndexOf('\n', from - 1);
            if (from < 0) {
                return log;
            }
        }
        return log.substring(from + 1);
    }

    /** Cuts at the start of a line: the rest of a line could be the rest of a secret that is no longer recognised. */
    private static String lastBytes(String log) {
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_BYTES) {
            return log;
        }
        for (int from = bytes.length - MAX_BYTES; from < bytes.length; from++) {
            if (bytes[from - 1] == '\n') {
                return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
