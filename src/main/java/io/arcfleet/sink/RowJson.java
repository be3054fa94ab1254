package io.arcfleet.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Writes rows as JSON that the Logs Ingestion API takes: times in ISO 8601 UTC, no field and no row too large. */
final class RowJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private RowJson() {}

    /** One row as one line of UTF-8 JSON, without a line break, of at most {@link RowLimits#ROW_BYTES}. */
    static byte[] line(Object row) {
        ObjectNode tree = MAPPER.valueToTree(row);
        return RowLimits.fit(tree, RowJson::bytes);
    }

    /** One row as an indented document. */
    static byte[] document(Object row) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row is always JSON", e);
        }
    }

    private static byte[] bytes(Object tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
