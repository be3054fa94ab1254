package io.arcfleet.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes rows as JSON that the Logs Ingestion API takes: times in ISO 8601 UTC, only whole characters, no field and no row
 * too large.
 */
final class RowJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(new Written<>(Instant.class, RowJson::writeTime))
                    .addSerializer(new Written<>(String.class, RowJson::writeText))
                    .addKeySerializer(String.class, new Written<>(String.class, RowJson::writeName)))
            .build();

    private RowJson() {}

    /** One row as one line of UTF-8 JSON, without a line break, of at most {@link RowLimits#ROW_BYTES}. */
    static byte[] line(Row row) {
        ObjectNode tree = MAPPER.valueToTree(row);
        return RowLimits.fit(tree, RowJson::bytes);
    }

    /** One row as an indented document. */
    static byte[] document(Row row) {
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

    /** Milliseconds: a clock may give nanoseconds, which are finer than the ticks of a {@code datetime}. */
    private static void writeTime(Instant time, JsonGenerator json) throws IOException {
        json.writeString(time.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private static void writeText(String text, JsonGenerator json) throws IOException {
        json.writeString(whole(text));
    }

    private static void writeName(String name, JsonGenerator json) throws IOException {
        json.writeFieldName(whole(name));
    }

    /** Half a surrogate pair, which JSON can escape but strict readers refuse, with the whole call, becomes a "?". */
    private static String whole(String text) {
        return text.chars().anyMatch(c -> Character.isSurrogate((char) c))
                ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                : text;
    }

    @FunctionalInterface
    private interface Writing<T> extends Serializable {
        void write(T value, JsonGenerator json) throws IOException;
    }

    /** A serializer that is one call. */
    private static final class Written<T> extends StdScalarSerializer<T> {

        private static final long serialVersionUID = 1L;

        private final Writing<T> writing;

        Written(Class<T> type, Writing<T> writing) {
            super(type);
            this.writing = writing;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            writing.write(value, json);
        }
    }
}
