package io.arcfleet.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.signature.Place;
import io.arcfleet.signature.SignatureCatalog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Answers what an error text means. The text comes as it is, or in JSON with the place where it was seen. */
final class ExplainApi {

    /** Bytes. */
    static final int LARGEST_BODY = 1024 * 1024;

    private static final TreeMap<String, Place> PLACES = Arrays.stream(Place.values())
            .collect(Collectors.toMap(
                    place -> place.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    place -> place,
                    (one, other) -> one,
                    TreeMap::new));

    private final SignatureCatalog catalog;

    private record Question(String text, Optional<Place> place) {}

    ExplainApi(SignatureCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The answer to a body.
     *
     * @param contentType of the body; what is not JSON is the text itself
     */
    Answer explain(String body, String contentType) {
        if (body.getBytes(StandardCharsets.UTF_8).length > LARGEST_BODY) {
            return Answer.problem(
                    413,
                    "The body is too large",
                    List.of("The body may have " + LARGEST_BODY + " bytes; send the part around the error."));
        }
        List<String> problems = new ArrayList<>();
        Question question = contentType.toLowerCase(Locale.ROOT).contains("json")
                ? read(body, problems)
                : new Question(body, Optional.empty());
        if (problems.isEmpty() && question.text().isBlank()) {
            problems.add("There is no text; send the error as it was printed.");
        }
        if (!problems.isEmpty()) {
            return Answer.problem(400, "The body cannot be used", problems);
        }
        return Answer.json(
                200,
                CausesJson.of(question.place()
                        .map(place -> catalog.find(question.text(), place))
                        .orElseGet(() -> catalog.explain(question.text()))));
    }

    private static Question read(String body, List<String> problems) {
        JsonNode document;
        try {
            document = StartRequest.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            problems.add("The body is not JSON: " + e.getOriginalMessage() + ".");
            return new Question("", Optional.empty());
        }
        document.fieldNames().forEachRemaining(field -> {
            if (!Set.of("text", "place").contains(field)) {
                problems.add("'" + field + "' is not a field here; known are place, text.");
            }
        });
        if (!document.path("text").isTextual()) {
            problems.add("text: must be a string.");
        }
        JsonNode place = document.path("place");
        Optional<Place> known = Optional.ofNullable(PLACES.get(place.asText()));
        if (!place.isMissingNode() && known.isEmpty()) {
            problems.add("place: must be one of " + String.join(", ", PLACES.keySet()) + ".");
        }
        return new Question(document.path("text").asText(), known);
    }
}
