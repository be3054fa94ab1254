package io.arcfleet.host;

import java.util.List;

/** The host cannot start, with everything that is wrong with its settings and functions. */
public final class HostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf makes a serializable list
    private final List<String> problems;

    /** With one sentence per problem: where it is, what it is and what to do. */
    public HostException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence per problem. */
    public List<String> problems() {
        return problems;
    }
}
