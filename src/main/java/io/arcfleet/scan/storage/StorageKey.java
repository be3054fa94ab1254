package io.arcfleet.scan.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of entities and blobs. Row keys forbid slashes, question marks, hashes and control characters and end at 1 KiB
 * ("Understanding the Table service data model"), so foreign text is only used as it is when it is harmless.
 */
final class StorageKey {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9-]{1,100}");

    private StorageKey() {}

    /** The text itself when it is harmless, else its hash, which never looks like harmless text. */
    static String of(String text) {
        return HARMLESS.matcher(text).matches() ? text : "_" + hash(text);
    }

    /** A hash of any text, 64 characters. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A text that sorts the later instant first. */
    static String newestFirst(Instant at) {
        return String.format(Locale.ROOT, "%019d", Long.MAX_VALUE - at.toEpochMilli());
    }
}
