package io.arcfleet.signature;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * Finds where any of many literals end in a text, in one pass (Aho and Corasick). Upper and lower case of ASCII are the same,
 * and white space counts nowhere, so that a literal is found across a line break.
 */
final class LiteralScan {

    private static final int ASCII = 128;

    /** The column of every character that is in no literal. */
    private static final int OTHER = 0;

    private final int[] columns = new int[ASCII];
    private final int width;
    private final int[] next;
    private final int[][] endingAt;

    /** Takes the places where literals end. */
    @FunctionalInterface
    interface Hits {

        /**
         * A literal was found.
         *
         * @param literal its index
         * @param end the index in the text after its last character
         */
        void found(int literal, int end);
    }

    /** Of these literals, which are {@link #folded} and not empty. */
    LiteralScan(List<String> literals) {
        int columnsUsed = 1;
        for (String literal : literals) {
            for (int i = 0; i < literal.length(); i++) {
                char c = literal.charAt(i);
                if (columns[c] == OTHER) {
                    columns[c] = columnsUsed++;
                }
            }
        }
        for (char c = 'a'; c <= 'z'; c++) {
            columns[Character.toUpperCase(c)] = columns[c];
        }
        width = columnsUsed;
        int states = 1 + literals.stream().mapToInt(String::length).sum();
        next = new int[states * width];
        List<List<Integer>> ending = new ArrayList<>();
        ending.add(new ArrayList<>());
        for (int literal = 0; literal < literals.size(); literal++) {
            ending.get(insert(literals.get(literal), ending)).add(literal);
        }
        fallBack(ending);
        endingAt = ending.stream()
                .map(found -> found.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** ASCII in lower case without white space, as literals must be. */
    static String folded(CharSequence text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.chars()
                .filter(c -> c > ' ')
                .map(c -> c < ASCII ? Character.toLowerCase(c) : c)
                .forEach(c -> folded.append((char) c));
        return folded.toString();
    }

    private int insert(String literal, List<List<Integer>> ending) {
        int state = 0;
        for (int i = 0; i < literal.length(); i++) {
            int edge = state * width + columns[literal.charAt(i)];
            if (next[edge] == 0) {
                next[edge] = ending.size();
                ending.add(new ArrayList<>());
            }
            state = next[edge];
        }
        return state;
    }

    /** Fills the edges that the literals leave open with those of the longest suffix that is a beginning of a literal. */
    private void fallBack(List<List<Integer>> ending) {
        int[] suffix = new int[ending.size()];
        Queue<Integer> open = new ArrayDeque<>();
        Arrays.stream(next, 0, width).filter(state -> state != 0).forEach(open::add);
        for (Integer state = open.poll(); state != null; state = open.poll()) {
            int shorter = suffix[state];
            ending.get(state).addAll(ending.get(shorter));
            for (int column = 1; column < width; column++) {
                int edge = state * width + column;
                int below = next[shorter * width + column];
                if (next[edge] == 0) {
                    next[edge] = below;
                } else {
                    suffix[next[edge]] = below;
                    open.add(next[edge]);
                }
            }
        }
    }

    /** Tells {@code hits} of every literal in {@code text}, in the order of their ends. */
    void scan(CharSequence text, Hits hits) {
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ReadableText.RECORD_END) {
                state = 0;
            } else if (c > ' ') {
                state = c < ASCII ? next[state * width + columns[c]] : 0;
                for (int literal : endingAt[state]) {
                    hits.found(literal, i + 1);
                }
            }
        }
    }
}
