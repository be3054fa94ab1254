package io.arcfleet.local;

import io.arcfleet.config.PlainText;
import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines of a width. */
final class Paragraph {
    private Paragraph() {}

    /**
     * The lines of {@code text}: the first begins with {@code lead}, the others with as many spaces. Breaks between
     * words; a word that is longer than a line stays whole, so that it can be copied.
     */
    static List<String> lines(String lead, String text, int width) {
        String indent = " ".repeat(lead.length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(lead);
        boolean empty = true;
        for (String word : PlainText.of(text).strip().split(" +", -1)) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
