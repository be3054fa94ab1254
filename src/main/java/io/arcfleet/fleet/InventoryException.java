package io.arcfleet.fleet;

/** The clusters of a scope could not be listed at all. */
public final class InventoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what was tried and what came back. */
    public InventoryException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With what was tried and what came back. */
    public InventoryException(String message) {
        super(message);
    }
}
