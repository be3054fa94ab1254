package io.arcfleet.config;

import com.google.re2j.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern over names with {@code *}, {@code ?}, {@code [abc]}, {@code [!a-c]} and {@code {a,b}}; a backslash takes the
 * next character as it is. Letters' case does not count. Whoever may ask for a scan may send patterns, so matching takes time
 * in proportion to the name, however many stars there are.
 */
final class NameGlob {

    /** A cluster's name has 63 characters at most, a context that is named after one some 150. */
    private static final int LONGEST = 256;

    private static final String SPECIAL_OF_REGEX = "\\.[]{}()<>*+-=!?^$|&";

    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;
    private boolean inGroup;

    private NameGlob(String glob) {
        this.glob = glob;
    }

    /**
     * Whether all of {@code name} is as {@code glob} says.
     *
     * @throws PatternSyntaxException as {@link #compile}
     */
    static boolean matches(String glob, String name) {
        return compile(glob).matches(name);
    }

    /**
     * The pattern of {@code glob}.
     *
     * @throws PatternSyntaxException for a bracket or a backslash without its end, for a group in a group, and for more than
     *     {@value #LONGEST} characters
     */
    static Pattern compile(String glob) {
        String regex = new NameGlob(glob).translate();
        try {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        } catch (com.google.re2j.PatternSyntaxException e) {
            throw new PatternSyntaxException("a bracket that no character can satisfy", glob, -1);
        }
    }

    private String translate() {
        if (glob.length() > LONGEST) {
            throw wrong("a pattern of more than " + LONGEST + " characters");
        }
        while (at < glob.length()) {
            char next = glob.charAt(at++);
            switch (next) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> bracket();
                case '{' -> open();
                case '}' -> close(next);
                case ',' -> regex.append(inGroup ? "|" : ",");
                case '\\' -> literal(escaped());
                default -> literal(next);
            }
        }
        if (inGroup) {
            throw wrong("a group without its end");
        }
        return regex.toString();
    }

    private void open() {
        if (inGroup) {
            throw wrong("a group in a group");
        }
        inGroup = true;
        regex.append("(?:");
    }

    private void close(char brace) {
        if (inGroup) {
            inGroup = false;
            regex.append(')');
        } else {
            literal(brace);
        }
    }

    private void bracket() {
        int end = glob.indexOf(']', at + 1);
        if (end < 0) {
            throw wrong("a bracket without its end");
        }
        String content = glob.substring(at, end);
        boolean not = content.startsWith("!");
        at = end + 1;
        regex.append(not ? "[^" : "[");
        // In brackets only the hyphen of a range is special.
        for (char letter : content.substring(not ? 1 : 0).toCharArray()) {
            if (letter == '-') {
                regex.append(letter);
            } else {
                literal(letter);
            }
        }
        regex.append(']');
    }

    private char escaped() {
        if (at == glob.length()) {
            throw wrong("a backslash with nothing after it");
        }
        return glob.charAt(at++);
    }

    private void literal(char letter) {
        if (SPECIAL_OF_REGEX.indexOf(letter) >= 0) {
            regex.append('\\');
        }
        regex.append(letter);
    }

    private PatternSyntaxException wrong(String what) {
        return new PatternSyntaxException(what, glob, at);
    }
}
