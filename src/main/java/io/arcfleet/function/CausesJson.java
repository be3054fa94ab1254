package io.arcfleet.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.signature.Match;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The known causes of an error text as JSON: the schema {@code Causes} of {@code docs/openapi.yaml}. */
public final class CausesJson {

    private CausesJson() {}

    /** All of {@code matches}, in their order. */
    public static ObjectNode of(List<Match> matches) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode causes = document.putArray("causes");
        matches.forEach(match -> causes.add(cause(match)));
        return document;
    }

    private static ObjectNode cause(Match match) {
        ObjectNode cause = JsonNodeFactory.instance
                .objectNode()
                .put("id", match.signature().id())
                .put("title", match.signature().title())
                .put("confidence", match.signature().confidence().name().toLowerCase(Locale.ROOT))
                .put("line", match.line())
                .put("lineNumber", match.lineNumber())
                .put("count", match.count())
                .put("meaning", match.signature().meaning())
                .put("remedy", match.signature().remedy());
        ArrayNode references = cause.putArray("references");
        match.signature().references().forEach(page -> references.add(page.toString()));
        ObjectNode values = cause.putObject("values");
        new TreeMap<>(match.values()).forEach(values::put);
        return cause;
    }
}
