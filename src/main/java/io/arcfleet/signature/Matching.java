package io.arcfleet.signature;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** One search in one text. A pattern runs only around the places where its literal is, and nowhere more than twice. */
final class Matching {

    private static final int LONGEST_LINE = 300;
    private static final int SHOWN_BEFORE = 60;
    private static final String CUT = "...";

    private final ReadableText text;
    private final boolean ofArc;
    private final int[] searchedTo;
    private final Map<String, List<Span>> spansById = new HashMap<>();
    private int[] arcWords = new int[16];
    private int arcWordCount;

    /**
     * A match.
     *
     * @param joined whether line breaks had to be left out to find it
     */
    private record Span(KnownText known, int start, int end, boolean joined, Map<String, String> values) {}

    /**
     * A search in {@code text}.
     *
     * @param patterns how many patterns there are
     * @param ofArc whether the place of the text says that it is of Azure Arc
     */
    Matching(ReadableText text, int patterns, boolean ofArc) {
        this.text = text;
        this.searchedTo = new int[patterns];
        this.ofArc = ofArc;
    }

    /** Notes that the text speaks of Azure Arc before {@code end}; comes in the order of the text. */
    void noteArcWord(int end) {
        if (arcWordCount == arcWords.length) {
            arcWords = Arrays.copyOf(arcWords, arcWordCount * 2);
        }
        arcWords[arcWordCount++] = end;
    }

    /**
     * Tries a pattern around the end of its literal; comes in the order of the text.
     *
     * @param index that of the pattern
     */
    void search(KnownText known, int index, int literalEnd) {
        if (literalEnd <= searchedTo[index]) {
            return;
        }
        Window window = Window.around(literalEnd, text.characters());
        searchedTo[index] = window.last();
        boolean found = read(known, window, window.spaced(), false, at -> window.start() + at);
        if (!found && window.broken()) {
            read(known, window, window.joined(), true, window::fromJoined);
        }
    }

    private boolean read(KnownText known, Window window, String reading, boolean joined, IntUnaryOperator place) {
        Matcher matcher = known.pattern().matcher(reading);
        boolean found = false;
        while (matcher.find()) {
            int start = place.applyAsInt(matcher.start());
            if (start <= window.last()) {
                int end = place.applyAsInt(matcher.end());
                spansById
                        .computeIfAbsent(known.signature().id(), id -> new ArrayList<>())
                        .add(new Span(known, start, end, joined, values(known, matcher)));
                found = true;
            }
        }
        return found;
    }

    private static Map<String, String> values(KnownText known, Matcher matcher) {
        Map<String, String> values = new HashMap<>();
        known.pattern().namedGroups().forEach((name, group) -> {
            String value = matcher.group(group);
            if (value != null && !value.isEmpty()) {
                values.put(name, value);
            }
        });
        return values;
    }

    /** What was found, best first. */
    List<Match> matches() {
        return spansById.values().stream()
                .flatMap(spans -> match(spans).stream())
                .sorted(Comparator.comparing((Match match) -> match.signature().confidence())
                        .thenComparingInt(Match::lineNumber)
                        .thenComparing(match -> match.signature().id()))
                .toList();
    }

    private Optional<Match> match(List<Span> found) {
        List<Span> ours = found.stream()
                .filter(span -> ofArc || !span.known().arcNearby() || arcNearby(span))
                // Of those that begin together the longest, which says most.
                .sorted(Comparator.comparingInt(Span::start)
                        .thenComparing(Comparator.comparingInt(Span::end).reversed()))
                .toList();
        int count = 0;
        int covered = -1;
        for (Span span : ours) {
            count += span.start() >= covered ? 1 : 0;
            covered = Math.max(covered, span.end());
        }
        int matches = count;
        return ours.stream()
                .findFirst()
                .map(first -> new Match(
                        first.known().signature(),
                        line(first),
                        text.lineNumber(first.start()),
                        matches,
                        first.values()));
    }

    private boolean arcNearby(Span span) {
        int from = Arrays.binarySearch(arcWords, 0, arcWordCount, span.start() - Window.REACH);
        int next = from < 0 ? -from - 1 : from;
        return next < arcWordCount && arcWords[next] <= span.end() + Window.REACH;
    }

    /** The lines of a match; of long ones the part around it. */
    private String line(Span span) {
        int start = text.lineStart(span.start());
        int end = text.lineEnd(Math.max(span.start(), span.end() - 1));
        boolean cutBefore = end - start > LONGEST_LINE && span.start() - start > SHOWN_BEFORE;
        int from = cutBefore ? span.start() - SHOWN_BEFORE : start;
        String shown = text.characters()
                .subSequence(from, Math.min(end, from + 2 * LONGEST_LINE))
                .toString()
                .replace(String.valueOf(ReadableText.LINE_BREAK), span.joined() ? "" : " ")
                .strip();
        String line = cutBefore ? CUT + shown : shown;
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE - CUT.length()) + CUT : line;
    }
}
