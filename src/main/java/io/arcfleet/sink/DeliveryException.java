package io.arcfleet.sink;

/** Rows that could not be delivered, after every retry. */
public final class DeliveryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int lostRows;

    /** With where the rows should have gone and what came back. */
    public DeliveryException(String message, int lostRows, Throwable cause) {
        super(message, cause);
        this.lostRows = lostRows;
    }

    /** Number of rows that were not delivered. */
    public int lostRows() {
        return lostRows;
    }
}
