package io.arcfleet.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The end of a log that was read through, in memory of a fixed size.
 *
 * @param text somewhat more than {@link LogRedaction#MAX_BYTES}, so that it can be cut at the start of a line; all of a
 *     shorter log
 * @param size bytes of the log, {@link #LIMIT_BYTES} at most
 */
record LogTail(String text, long size) {

    /**
     * Most bytes that are read of a log. The kubelet counts {@code limitBytes} from the start of the lines that
     * {@code tailLines} chose, so a tight limit would cut off the newest lines, which matter most. This one holds 200 lines
     * of 5 KiB; agents write JSON of some hundred bytes, more with a stack trace in it.
     */
    static final int LIMIT_BYTES = 1024 * 1024;

    /** With the byte before it, which tells whether the text starts with a line. */
    private static final int KEPT = LogRedaction.MAX_BYTES + 1;

    /** Reads {@code log} to its end or to {@link #LIMIT_BYTES}, also when the server knows no such limit. */
    static LogTail of(InputStream log) throws IOException {
        byte[] buffer = new byte[2 * KEPT];
        int filled = 0;
        int size = 0;
        while (size < LIMIT_BYTES) {
            int read = log.read(buffer, filled, Math.min(buffer.length - filled, LIMIT_BYTES - size));
            if (read < 0) {
                break;
            }
            size += read;
            filled += read;
            if (filled == buffer.length) {
                System.arraycopy(buffer, filled - KEPT, buffer, 0, KEPT);
                filled = KEPT;
            }
        }
        return new LogTail(new String(buffer, 0, filled, StandardCharsets.UTF_8), size);
    }

    /** Whether there may be newer lines than these. */
    boolean isCut() {
        return size >= LIMIT_BYTES;
    }
}
