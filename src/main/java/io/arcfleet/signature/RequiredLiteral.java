package io.arcfleet.signature;

/**
 * The longest piece of plain text that every match of a regular expression contains, without its white space and in lower
 * case. A text without it cannot match, which is far cheaper to find out.
 */
final class RequiredLiteral {

    private final String expression;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";

    private RequiredLiteral(String expression) {
        this.expression = expression;
    }

    /** The literal of {@code expression}, which is valid; empty when it has none, as every alternative has. */
    static String of(String expression) {
        return new RequiredLiteral(expression).find();
    }

    private String find() {
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            switch (c) {
                case '(' -> {
                    endRun();
                    i = group(i);
                }
                case '[' -> {
                    endRun();
                    i = endOfClass(i);
                }
                case '|' -> {
                    return "";
                }
                case '*', '?', '{' -> {
                    // What stands before it may be absent.
                    run.setLength(Math.max(0, run.length() - 1));
                    endRun();
                    i = c == '{' ? expression.indexOf('}', i) : i;
                }
                case '+', '.', '^', '$' -> endRun();
                case '\\' -> {
                    i++;
                    if (Character.isLetterOrDigit(expression.charAt(i))) {
                        endRun();
                    } else {
                        run.append(expression.charAt(i));
                    }
                }
                default -> run.append(c);
            }
        }
        endRun();
        return longest;
    }

    private void endRun() {
        keepLonger(LiteralScan.folded(run));
        run.setLength(0);
    }

    private void keepLonger(String literal) {
        longest = literal.length() > longest.length() ? literal : longest;
    }

    /** Takes the literal of a group that cannot be absent; returns the index of its last character. */
    private int group(int start) {
        int end = endOfGroup(start);
        boolean mayBeAbsent = end + 1 < expression.length() && "*?{".indexOf(expression.charAt(end + 1)) >= 0;
        if (!mayBeAbsent) {
            keepLonger(of(expression.substring(bodyOfGroup(start), end)));
        }
        return end;
    }

    /** Behind the name or the flags that a group may begin with. */
    private int bodyOfGroup(int start) {
        if (expression.startsWith("(?P<", start)) {
            return expression.indexOf('>', start) + 1;
        }
        return expression.startsWith("(?:", start) ? start + 3 : start + 1;
    }

    private int endOfGroup(int start) {
        int depth = 1;
        int i = start;
        while (depth > 0) {
            i++;
            switch (expression.charAt(i)) {
                case '\\' -> i++;
                case '[' -> i = endOfClass(i);
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {}
            }
        }
        return i;
    }

    private int endOfClass(int start) {
        int end = start + 1;
        while (expression.charAt(end) != ']') {
            end += expression.charAt(end) == '\\' ? 2 : 1;
        }
        return end;
    }
}
