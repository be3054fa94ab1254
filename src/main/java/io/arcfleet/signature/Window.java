package io.arcfleet.signature;

/**
 * The piece of a text around a literal in which a pattern is tried.
 *
 * @param start where it begins in the text
 * @param last a match that begins behind this index may be cut off by the end of the piece, and is left to its own literal
 * @param raw the characters, with {@link ReadableText#LINE_BREAK}
 */
record Window(int start, int last, String raw) {

    /** How far a match reaches from its literal, in characters. */
    static final int REACH = 600;

    /** How far a piece goes behind its literal; long pieces overlap less. */
    private static final int AHEAD = 8 * REACH;

    /** The piece around a literal that ends at {@code literalEnd}, inside of its record. */
    static Window around(int literalEnd, CharSequence text) {
        int start = literalEnd;
        int least = Math.max(0, literalEnd - REACH);
        while (start > least && text.charAt(start - 1) != ReadableText.RECORD_END) {
            start--;
        }
        int end = literalEnd;
        int most = Math.min(text.length(), literalEnd + AHEAD);
        while (end < most && text.charAt(end) != ReadableText.RECORD_END) {
            end++;
        }
        boolean whole = end < most || most == text.length();
        return new Window(
                start, whole ? end : end - REACH, text.subSequence(start, end).toString());
    }

    /** Whether a line break may have to be left out to read it. */
    boolean broken() {
        return raw.indexOf(ReadableText.LINE_BREAK) >= 0;
    }

    /** With a space for every line break. */
    String spaced() {
        return raw.replace(ReadableText.LINE_BREAK, ' ');
    }

    /** With nothing for every line break. */
    String joined() {
        return raw.replace(String.valueOf(ReadableText.LINE_BREAK), "");
    }

    /** The index in the text of the character at {@code index} of {@link #joined}. */
    int fromJoined(int index) {
        int left = index;
        int i = 0;
        while (left > 0 || (i < raw.length() && raw.charAt(i) == ReadableText.LINE_BREAK)) {
            if (raw.charAt(i) != ReadableText.LINE_BREAK) {
                left--;
            }
            i++;
        }
        return start + i;
    }
}
