package io.arcfleet.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Spelling {

    /** Letters that may be wrong, missing or too many. */
    private static final int MOST_MISTAKES = 3;

    private Spelling() {}

    /** The nearest of {@code words}, if it is near enough to be meant by {@code typed}. */
    static Optional<String> nearest(String typed, Collection<String> words) {
        return words.stream()
                .min(Comparator.<String>comparingInt(word -> mistakes(typed, word))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(word -> mistakes(typed, word) <= MOST_MISTAKES);
    }

    /** Levenshtein's distance: how many letters must be changed, added or removed. */
    private static int mistakes(String typed, String word) {
        int[] row = new int[word.length() + 1];
        for (int column = 0; column <= word.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= typed.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= word.length(); column++) {
                int changed = diagonal + (typed.charAt(line - 1) == word.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[word.length()];
    }
}
