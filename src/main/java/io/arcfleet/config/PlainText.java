package io.arcfleet.config;

/**
 * Makes text of others fit for a terminal: names and messages come from clusters, and a terminal obeys escape sequences
 * and marks that turn the direction of writing.
 */
public final class PlainText {
    private PlainText() {}

    /** {@code text} on one line; white space becomes a space, other invisible characters a question mark. */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().map(PlainText::harmless).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static int harmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> Character.isWhitespace(character) ? ' ' : '?';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> '?';
            default -> character;
        };
    }
}
