package io.arcfleet.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.Function;

/**
 * Cuts rows to the limits of the Logs Ingestion API, so that the service neither refuses a call nor cuts JSON in the
 * middle. Source: "Custom logs ingestion" in the Azure Monitor service limits. "KB" and "MB" are taken as powers of
 * ten, the smaller reading.
 */
final class RowLimits {
    /** Documented: 64 KB for a field value. */
    static final int FIELD_BYTES = 64_000;

    /** Documented: 1 MB for a call, compressed and uncompressed. */
    static final int CALL_BYTES = 1_000_000;

    /** The largest row that still makes a call: the call minus the brackets of its array. */
    static final int ROW_BYTES = CALL_BYTES - 2;

    /** Ends a text that was cut. */
    static final String MARK = " ... [cut]";

    /** Small enough that a row of nothing but such fields fits into a call, even when every character is escaped. */
    private static final int SHORT_FIELD_BYTES = 4_000;

    /** Room for the entry that says how much was left out. */
    private static final int NOTE_BYTES = 64;

    private static final String NOTE = "truncated";
    private static final String EVIDENCE = "Evidence";

    private RowLimits() {}

    /** The JSON of {@code row}, which is changed; {@code bytes} writes a tree. */
    static byte[] fit(ObjectNode row, Function<JsonNode, byte[]> bytes) {
        cutFields(row, FIELD_BYTES, bytes);
        byte[] json = bytes.apply(row);
        if (json.length > ROW_BYTES && row.get(EVIDENCE) instanceof ObjectNode evidence) {
            row.set(EVIDENCE, note(evidence.size()));
            json = bytes.apply(row);
        }
        if (json.length > ROW_BYTES) {
            cutFields(row, SHORT_FIELD_BYTES, bytes);
            json = bytes.apply(row);
        }
        return json;
    }

    /** {@code text} in at most {@code limit} bytes of UTF-8, with a mark at its end when it was longer. */
    static String cut(String text, int limit) {
        if (text.length() <= limit / 4 || utf8Bytes(text) <= limit) {
            return text;
        }
        int room = limit - MARK.length();
        int end = 0;
        int used = 0;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            used += utf8Bytes(codePoint);
            if (used > room) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return text.substring(0, end) + MARK;
    }

    private static void cutFields(ObjectNode row, int limit, Function<JsonNode, byte[]> bytes) {
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            field.setValue(cutField(field.getValue(), limit, bytes));
        }
    }

    private static JsonNode cutField(JsonNode value, int limit, Function<JsonNode, byte[]> bytes) {
        if (value instanceof TextNode text) {
            return TextNode.valueOf(cut(text.textValue(), limit));
        }
        if (!value.isContainerNode() || bytes.apply(value).length <= limit) {
            return value;
        }
        return value instanceof ArrayNode array
                ? cutArray(array, limit, bytes)
                : cutObject((ObjectNode) value, limit, bytes);
    }

    private static ArrayNode cutArray(ArrayNode array, int limit, Function<JsonNode, byte[]> bytes) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        int used = NOTE_BYTES;
        for (JsonNode element : array) {
            JsonNode small = element instanceof ObjectNode object ? shortTexts(object, limit) : element;
            used += bytes.apply(small).length + 1;
            if (used > limit) {
                break;
            }
            kept.add(small);
        }
        return array.size() == kept.size() ? kept : kept.add(note(array.size() - kept.size()));
    }

    private static ObjectNode cutObject(ObjectNode object, int limit, Function<JsonNode, byte[]> bytes) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        int used = NOTE_BYTES;
        for (Map.Entry<String, JsonNode> entry : shortTexts(object, limit).properties()) {
            used += bytes.apply(TextNode.valueOf(entry.getKey())).length + bytes.apply(entry.getValue()).length + 2;
            if (used > limit) {
                break;
            }
            kept.set(entry.getKey(), entry.getValue());
        }
        return object.size() == kept.size() ? kept : kept.setAll(note(object.size() - kept.size()));
    }

    /** Shortens single long texts first, so that one of them does not push out all that follow. */
    private static ObjectNode shortTexts(ObjectNode object, int limit) {
        ObjectNode small = object.deepCopy();
        for (Map.Entry<String, JsonNode> entry : small.properties()) {
            if (entry.getValue() instanceof TextNode text) {
                entry.setValue(TextNode.valueOf(cut(text.textValue(), limit / 8)));
            }
        }
        return small;
    }

    private static ObjectNode note(int leftOut) {
        return JsonNodeFactory.instance.objectNode().put(NOTE, leftOut + " left out");
    }

    private static int utf8Bytes(String text) {
        return text.codePoints().map(RowLimits::utf8Bytes).sum();
    }

    private static int utf8Bytes(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
