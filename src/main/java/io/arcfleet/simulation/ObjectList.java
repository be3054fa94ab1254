package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list of Kubernetes objects as templates, answered whole or in pages, selected by labels, in full or metadata only. */
final class ObjectList {

    private static final String METADATA_ONLY = "as=PartialObjectMetadataList";

    private static final int ENVELOPE = 256;

    private final String apiVersion;
    private final String kind;
    private final List<Item> items;
    private final int largest;

    private ObjectList(String apiVersion, String kind, List<Item> items) {
        this.apiVersion = apiVersion;
        this.kind = kind;
        this.items = List.copyOf(items);
        this.largest = items.stream()
                .mapToInt(item -> item.full().estimatedSize())
                .max()
                .orElse(0);
    }

    private record Item(Template full, Template metadata, Map<String, String> labels, String type) {

        static Item of(ObjectNode object) {
            Map<String, String> labels = new HashMap<>();
            object.path("metadata")
                    .path("labels")
                    .properties()
                    .forEach(
                            label -> labels.put(label.getKey(), label.getValue().asText()));
            ObjectNode partial = Reply.JSON.createObjectNode();
            partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
            partial.set("metadata", object.path("metadata"));
            return new Item(
                    Template.of(object.toString()),
                    Template.of(partial.toString()),
                    Map.copyOf(labels),
                    object.path("type").asText());
        }
    }

    /** A list of the kind, for example {@code PodList}. */
    static ObjectList of(String apiVersion, String kind, List<ObjectNode> objects) {
        return new ObjectList(apiVersion, kind, objects.stream().map(Item::of).toList());
    }

    /** The answer to a list call. */
    Reply answer(Call call, SlotValues values) {
        Optional<LabelSelector> labels = LabelSelector.parse(call.query("labelSelector"));
        if (labels.isEmpty()) {
            return KubernetesStatus.badRequest("unable to parse requirement: " + call.query("labelSelector"));
        }
        String field = call.query("fieldSelector");
        if (!field.isEmpty() && !field.startsWith("type=")) {
            return KubernetesStatus.badRequest("field label not supported: " + field);
        }
        String type = field.isEmpty() ? "" : field.substring("type=".length());
        List<Item> selected = items.stream()
                .filter(item -> labels.get().matches(item.labels()) && (type.isEmpty() || type.equals(item.type())))
                .toList();
        int from = offset(call.query("continue"));
        if (from < 0 || from > selected.size()) {
            return KubernetesStatus.badRequest("continue key is not valid");
        }
        int limit = limit(call.query("limit"));
        int to = limit == 0 ? selected.size() : Math.min(selected.size(), from + limit);
        boolean metadataOnly = call.header("Accept").contains(METADATA_ONLY);
        return Reply.json(200, render(selected.subList(from, to), selected.size() - to, to, metadataOnly, values));
    }

    private byte[] render(List<Item> page, int remaining, int next, boolean metadataOnly, SlotValues values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(ENVELOPE + page.size() * largest);
        ascii(
                out,
                "{\"kind\":\"" + (metadataOnly ? "PartialObjectMetadataList" : kind) + "\",\"apiVersion\":\""
                        + (metadataOnly ? "meta.k8s.io/v1" : apiVersion) + "\",\"metadata\":{\"resourceVersion\":\"");
        out.writeBytes(values.of("rv:list"));
        ascii(out, "\"");
        if (remaining > 0) {
            ascii(out, ",\"continue\":\"" + token(next) + "\",\"remainingItemCount\":" + remaining);
        }
        ascii(out, "},\"items\":[");
        String separator = "";
        for (Item item : page) {
            ascii(out, separator);
            (metadataOnly ? item.metadata() : item.full()).write(out, values);
            separator = ",";
        }
        ascii(out, "]}");
        return out.toByteArray();
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static int limit(String text) {
        return text.chars().allMatch(Character::isDigit) && !text.isEmpty() ? Integer.parseInt(text) : 0;
    }

    private static String token(int offset) {
        return Base64.getUrlEncoder()
                .encodeToString(
                        ("{\"v\":\"meta.k8s.io/v1\",\"start\":" + offset + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token) {
        if (token.isEmpty()) {
            return 0;
        }
        try {
            JsonNode start =
                    Reply.JSON.readTree(Base64.getUrlDecoder().decode(token)).path("start");
            return start.asInt(-1);
        } catch (IllegalArgumentException | IOException e) {
            return -1;
        }
    }
}
