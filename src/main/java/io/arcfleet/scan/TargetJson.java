package io.arcfleet.scan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import java.io.IOException;
import java.util.List;

/**
 * The clusters of a shard as JSON, with everything that Azure told of them. Unknown fields are skipped: while a new
 * version of the app is rolled out, the old one may read what the new one wrote.
 */
public final class TargetJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(Observation.class, ObservationCases.class)
            .build();

    private static final TypeReference<List<ClusterTarget>> TARGETS = new TypeReference<>() {};

    private TargetJson() {}

    /** Writes clusters as UTF-8 JSON. */
    public static byte[] write(List<ClusterTarget> targets) {
        try {
            return MAPPER.writerFor(TARGETS).writeValueAsBytes(targets);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("clusters are always JSON", e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static List<ClusterTarget> read(byte[] json) {
        try {
            return List.copyOf(MAPPER.readValue(json, TARGETS));
        } catch (IOException e) {
            throw new IllegalArgumentException("these are not the clusters of a shard", e);
        }
    }

    /** The type of an observation is a field of its JSON. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "observation")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Observation.Observed.class, name = "observed"),
        @JsonSubTypes.Type(value = Observation.Unavailable.class, name = "unavailable")
    })
    private interface ObservationCases {}
}
