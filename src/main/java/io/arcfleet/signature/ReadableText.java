package io.arcfleet.signature;

import java.util.Arrays;

/**
 * A text as the patterns see it: without colour codes and carriage returns, every run of white space one space, quotation
 * marks straight and not escaped.
 *
 * <p>A line break inside a record is a space too, because terminals and people break long errors. Where a terminal broke a
 * line in the middle of a word, only the reading without the break is right; so {@link #LINE_BREAK} stays in the text until
 * it is read. A new record (an empty line before it, or a time stamp, JSON or a level at its start) stays apart.
 */
final class ReadableText {

    /** Ends a record: no pattern matches across it. */
    static final char RECORD_END = '\n';

    /** A line break with no white space around it: a space, or nothing. */
    static final char LINE_BREAK = '\u000B';

    private static final char ESCAPE = '\u001B';
    private static final char BELL = '\u0007';

    private final String source;
    private final StringBuilder text;
    private int[] lineStarts = new int[64];
    private int lines = 1;

    private ReadableText(String source) {
        this.source = source;
        this.text = new StringBuilder(source.length());
    }

    static ReadableText of(String source) {
        ReadableText readable = new ReadableText(source);
        readable.read();
        return readable;
    }

    /** The characters, with {@link #RECORD_END} and {@link #LINE_BREAK} among them. */
    CharSequence characters() {
        return text;
    }

    /** The number of the line that holds the character at {@code index}, counted from 1. */
    int lineNumber(int index) {
        int found = Arrays.binarySearch(lineStarts, 0, lines, index);
        if (found < 0) {
            return -found - 1;
        }
        int last = found;
        while (last + 1 < lines && lineStarts[last + 1] == index) {
            last++;
        }
        return last + 1;
    }

    /** Where the line begins that holds the character at {@code index}. */
    int lineStart(int index) {
        return lineStarts[lineNumber(index) - 1];
    }

    /** Where the line ends that holds the character at {@code index}. */
    int lineEnd(int index) {
        int number = lineNumber(index);
        return number < lines ? lineStarts[number] : text.length();
    }

    private void read() {
        int breaks = 0;
        boolean spaces = false;
        int i = 0;
        while (i < source.length()) {
            char c = source.charAt(i);
            if (c == ESCAPE) {
                i = afterEscape(i + 1);
            } else if (c == '\r' || c == '\n') {
                breaks++;
                i += c == '\r' && i + 1 < source.length() && source.charAt(i + 1) == '\n' ? 2 : 1;
            } else if (c <= ' ' || c == '\u00A0') {
                spaces = true;
                i++;
            } else {
                separate(breaks, spaces, i);
                breaks = 0;
                spaces = false;
                take(c);
                i++;
            }
        }
    }

    private void separate(int breaks, boolean spaces, int start) {
        boolean first = text.isEmpty();
        if (breaks > 1 || (breaks == 1 && startsRecord(start))) {
            text.append(RECORD_END);
        } else if (breaks == 1 && !spaces) {
            text.append(LINE_BREAK);
        } else if (spaces && !first) {
            text.append(' ');
        }
        if (lines + breaks > lineStarts.length) {
            lineStarts = Arrays.copyOf(lineStarts, Math.max(lines + breaks, lineStarts.length * 2));
        }
        Arrays.fill(lineStarts, lines, lines + breaks, text.length());
        lines += breaks;
    }

    private void take(char c) {
        switch (c) {
            case '"' -> {
                // JSON within JSON escapes them more than once.
                int end = text.length();
                while (end > 0 && text.charAt(end - 1) == '\\') {
                    end--;
                }
                text.setLength(end);
                text.append('"');
            }
            case '\u2018', '\u2019' -> text.append('\'');
            case '\u201C', '\u201D' -> text.append('"');
            default -> text.append(c);
        }
    }

    /** The index after an escape sequence of a terminal, whose first character is at {@code i}. */
    private int afterEscape(int i) {
        if (i >= source.length()) {
            return i;
        }
        int end = i + 1;
        if (source.charAt(i) == '[') {
            while (end < source.length() && source.charAt(end) >= ' ' && source.charAt(end) < '@') {
                end++;
            }
            return Math.min(source.length(), end + 1);
        }
        if (source.charAt(i) == ']') {
            while (end < source.length() && source.charAt(end) >= ' ') {
                end++;
            }
            return end < source.length() && source.charAt(end) == BELL ? end + 1 : end;
        }
        return source.charAt(i) < ' ' ? i : end;
    }

    private boolean startsRecord(int i) {
        char c = source.charAt(i);
        return switch (c) {
            case '{' -> source.startsWith("{\"", i);
            case '[' -> digits(i + 1, 4);
            case 'I', 'W', 'E', 'F' ->
                (digits(i + 1, 4) && source.startsWith(" ", i + 5))
                        || source.startsWith("ERROR: ", i)
                        || source.startsWith("WARNING: ", i)
                        || source.startsWith("INFO: ", i);
            case 't' -> source.startsWith("time=\"", i);
            case 'l' -> source.startsWith("level=", i);
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> startsWithDate(i);
            default -> false;
        };
    }

    private boolean startsWithDate(int i) {
        boolean yearFirst = digits(i, 4) && separator(i + 4) && digits(i + 5, 2) && separator(i + 7);
        boolean yearLast = digits(i, 2) && separator(i + 2) && digits(i + 3, 2) && separator(i + 5);
        return yearFirst || yearLast;
    }

    private boolean separator(int i) {
        return i < source.length() && (source.charAt(i) == '-' || source.charAt(i) == '/');
    }

    private boolean digits(int start, int count) {
        if (start + count > source.length()) {
            return false;
        }
        return source.substring(start, start + count).chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
