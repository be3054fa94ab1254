package io.arcfleet.signature;

import java.util.ArrayList;
import java.util.List;

/**
 * A file of signatures: blocks of {@code key: value} lines with an empty line between them. An indented line continues the
 * value before it; {@code #} starts a comment line. A first block without {@code id} has what the other blocks leave out.
 */
final class SignatureFile {

    private final String name;
    private final List<String> problems;
    private final List<KnownText> texts = new ArrayList<>();
    private List<Field> block = new ArrayList<>();
    private List<Field> defaults = List.of();
    private boolean firstBlock = true;

    /** A value, with the number of the line where it starts. */
    record Field(String key, String value, int line) {}

    private SignatureFile(String name, List<String> problems) {
        this.name = name;
        this.problems = problems;
    }

    /**
     * Reads the patterns of a file.
     *
     * @param problems takes what is wrong with it
     */
    static List<KnownText> read(String name, String content, List<String> problems) {
        SignatureFile file = new SignatureFile(name, problems);
        int number = 0;
        for (String line : content.lines().toList()) {
            number++;
            file.take(line, number);
        }
        file.endBlock();
        return file.texts;
    }

    private void take(String line, int number) {
        if (line.isBlank()) {
            endBlock();
        } else if (line.startsWith(" ")) {
            continueValue(line.strip(), number);
        } else if (!line.startsWith("#")) {
            int colon = line.indexOf(": ");
            if (colon < 1) {
                problems.add(name + ":" + number + ": is not of the form 'key: value'; write it so, or indent it to"
                        + " continue the line before");
            } else {
                block.add(new Field(
                        line.substring(0, colon), line.substring(colon + 2).strip(), number));
            }
        }
    }

    private void continueValue(String more, int number) {
        if (block.isEmpty()) {
            problems.add(name + ":" + number + ": continues nothing; remove the indentation");
        } else {
            Field last = block.removeLast();
            block.add(new Field(last.key(), last.value() + " " + more, last.line()));
        }
    }

    private void endBlock() {
        if (block.isEmpty()) {
            return;
        }
        if (firstBlock && block.stream().noneMatch(field -> field.key().equals("id"))) {
            defaults = block;
        } else {
            texts.addAll(new SignatureBlock(name, block, defaults, problems).texts());
        }
        firstBlock = false;
        block = new ArrayList<>();
    }
}
