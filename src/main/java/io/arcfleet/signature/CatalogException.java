package io.arcfleet.signature;

import java.util.List;

/** A catalogue of signatures that cannot be used, with everything that is wrong with it. */
public final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With one line per problem: file, line number, what is wrong and what to do. */
    public CatalogException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
