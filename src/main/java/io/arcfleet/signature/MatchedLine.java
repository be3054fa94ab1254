package io.arcfleet.signature;

import java.util.List;

/**
 * A line of a log in which a known error text was found.
 *
 * @param text the whole line
 * @param matches what was found in it, one at least, the surest first
 */
public record MatchedLine(String text, List<Match> matches) {

    public MatchedLine {
        matches = List.copyOf(matches);
    }
}
