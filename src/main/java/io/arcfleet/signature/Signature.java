package io.arcfleet.signature;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * A known error text.
 *
 * @param id kebab-case, stable, for example {@code no-agent-connected}
 * @param title the cause in a few words, without a period
 * @param meaning what the text means for an Arc-enabled cluster: sentences
 * @param remedy what to do: sentences
 * @param places where it is seen
 * @param patterns regular expressions of RE2/J; one that matches is enough
 * @param confidence how sure the cause is when the text is there
 * @param references pages that tell more, at least one
 */
public record Signature(
        String id,
        String title,
        String meaning,
        String remedy,
        Set<Place> places,
        List<String> patterns,
        Confidence confidence,
        List<URI> references) {

    public Signature {
        places = Set.copyOf(places);
        patterns = List.copyOf(patterns);
        references = List.copyOf(references);
    }

    /** How sure a cause is. */
    public enum Confidence {
        /** The text has this one cause. */
        CERTAIN,
        /** The text nearly always has this cause. */
        LIKELY,
        /** The text has several causes, of which this is one. */
        POSSIBLE
    }
}
