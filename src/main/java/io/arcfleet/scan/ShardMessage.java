package io.arcfleet.scan;

/**
 * The message that hands out a shard.
 *
 * @param shard its number, counted from 0
 */
public record ShardMessage(String scanId, int shard) {

    static String text(String scanId, int shard) {
        return scanId + "/" + shard;
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static ShardMessage parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 1 || !text.substring(slash + 1).matches("\\d{1,6}")) {
            throw new IllegalArgumentException("not a shard message: " + text);
        }
        return new ShardMessage(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }
}
