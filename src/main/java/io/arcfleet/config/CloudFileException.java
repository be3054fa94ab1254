package io.arcfleet.config;

import java.util.List;

/** A cloud file that cannot be used, with everything that is wrong with it. */
public final class CloudFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // List.copyOf makes a serializable list
    private final List<String> problems;

    /** With one sentence per problem: file, key, value and what to do. */
    public CloudFileException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence per problem. */
    public List<String> problems() {
        return problems;
    }
}
