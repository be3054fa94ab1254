package io.arcfleet.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.arm.ArmException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Follows the pages of a list of Resource Manager. */
final class ListPages {

    private static final int MAXIMUM_PAGES = 500;

    private ListPages() {}

    /**
     * Gives every entry of the list to {@code entry}, page by page: those before a failure are not lost.
     *
     * @param what the call for people, for example {@code GET connected clusters}
     * @param next gets the page behind a next link
     * @throws ArmException when a page is none, or the pages do not end
     */
    static void read(String what, JsonNode first, Function<String, JsonNode> next, Consumer<JsonNode> entry) {
        JsonNode page = first;
        String link = "";
        for (int pages = 1; pages <= MAXIMUM_PAGES; pages++) {
            JsonNode entries = page.path("value");
            if (!entries.isArray()) {
                throw malformed(what, "a page without a list");
            }
            entries.forEach(entry);
            String following = page.path("nextLink").asText("");
            if (following.isEmpty()) {
                return;
            }
            if (following.equals(link)) {
                throw malformed(what, "the same next link twice");
            }
            link = following;
            page = next.apply(link);
        }
        throw malformed(what, "more than " + MAXIMUM_PAGES + " pages");
    }

    private static ArmException malformed(String what, String answer) {
        return new ArmException(ArmException.Kind.MALFORMED, 200, "", what + " answered " + answer);
    }
}
