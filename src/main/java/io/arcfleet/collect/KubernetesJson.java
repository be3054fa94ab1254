package io.arcfleet.collect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kubernetes JSON into small records of the fields that count. Unknown fields are skipped: newer and vendor API
 * servers have more, and the client's generated models would lose the whole list for one of them.
 */
final class KubernetesJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // Field names of foreign objects are many (managed fields); interning them costs more than it
                    // saves.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    // The default keeps buffers by thread, which virtual threads never use twice.
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // Said for the class, unknown fields are skipped; said by the feature alone, a record's are buffered first.
            .addMixIn(Record.class, Lenient.class)
            .build();

    @JsonIgnoreProperties(ignoreUnknown = true)
    private interface Lenient {}

    private KubernetesJson() {}

    /** Reader of one object. */
    static ObjectReader of(Class<?> type) {
        return MAPPER.readerFor(type);
    }

    /** Reader of a page of a list of such objects. */
    static ObjectReader pageOf(Class<?> item) {
        return MAPPER.readerFor(MAPPER.getTypeFactory().constructParametricType(Page.class, item));
    }

    /** What was decoded; the JSON {@code null} is as malformed as broken JSON. */
    static <T> T present(@Nullable T decoded) throws IOException {
        if (decoded == null) {
            throw new IOException("the answer is null");
        }
        return decoded;
    }

    /** A time stamp of the API; null when absent or not understood. */
    static @Nullable Instant instant(@Nullable String timestamp) {
        if (timestamp == null) {
            return null;
        }
        try {
            return timestamp.endsWith("Z")
                    ? Instant.parse(timestamp)
                    : OffsetDateTime.parse(timestamp).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** The list without nulls, or an empty one for null. */
    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    /** A page of a list. */
    record Page<T>(
            @Nullable String kind,
            @Nullable PageMetadata metadata,
            @Nullable List<T> items) {}

    /** Where a list goes on; the token is absent or empty on the last page. */
    record PageMetadata(@JsonProperty("continue") @Nullable String next) {}

    /** Metadata of an object. */
    record Metadata(
            @Nullable String name,
            @Nullable String creationTimestamp,
            @Nullable String deletionTimestamp,
            @Nullable Labels labels,
            @Nullable List<Owner> ownerReferences) {}

    /** The labels that are read. */
    record Labels(
            @Nullable String name,
            @Nullable String owner,
            @Nullable String status,
            @Nullable String version,
            @Nullable String modifiedAt,
            @JsonProperty("pod-template-hash") @Nullable String podTemplateHash,

            @JsonProperty("node.openshift.io/os_id") @Nullable
            String openShiftSystem) {}

    /** An owner of an object. */
    record Owner(
            @Nullable String kind,
            @Nullable String name,
            @Nullable Boolean controller) {}

    /** A condition of an object. */
    record Condition(
            @Nullable String type,
            @Nullable String status,
            @Nullable String reason,
            @Nullable String message) {}

    /** An object of which only the metadata counts. */
    record MetadataOnly(@Nullable Metadata metadata) {}
}
