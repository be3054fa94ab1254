package io.arcfleet.sink;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of one stream that go in one call.
 *
 * @param rows the JSON of each row
 */
record RowBatch(String stream, List<byte[]> rows) {
    RowBatch {
        rows = List.copyOf(rows);
    }

    /**
     * Cuts rows into batches whose bodies are no larger than a call may be. The client's own batching counts neither
     * the commas nor the brackets and can exceed the limit with many small rows.
     */
    static List<RowBatch> of(String stream, List<? extends Row> rows) {
        List<RowBatch> batches = new ArrayList<>();
        List<byte[]> open = new ArrayList<>();
        int size = 2;
        for (Row row : rows) {
            byte[] json = RowJson.line(row);
            if (!open.isEmpty() && size + 1 + json.length > RowLimits.CALL_BYTES) {
                batches.add(new RowBatch(stream, open));
                open = new ArrayList<>();
                size = 2;
            }
            size += json.length + (open.isEmpty() ? 0 : 1);
            open.add(json);
        }
        if (!open.isEmpty()) {
            batches.add(new RowBatch(stream, open));
        }
        return batches;
    }

    /** The body of the call: a JSON array. */
    byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream(RowLimits.CALL_BYTES / 4);
        byte separator = '[';
        for (byte[] row : rows) {
            body.write(separator);
            body.writeBytes(row);
            separator = ',';
        }
        body.write(']');
        return body.toByteArray();
    }

    /** Two batches with the same rows; needs at least two rows. */
    List<RowBatch> halves() {
        int middle = rows.size() / 2;
        return List.of(
                new RowBatch(stream, rows.subList(0, middle)), new RowBatch(stream, rows.subList(middle, rows.size())));
    }
}
