package io.arcfleet.signature;

import java.util.Map;

/**
 * A signature that was found in a text.
 *
 * @param line the first matching line, without colour codes, at most 300 characters
 * @param lineNumber of that line, counted from 1
 * @param count how many times the signature was found
 * @param values what its named groups caught in that line, for example {@code host}
 */
public record Match(Signature signature, String line, int lineNumber, int count, Map<String, String> values) {

    public Match {
        values = Map.copyOf(values);
    }
}
