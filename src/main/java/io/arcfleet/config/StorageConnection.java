package io.arcfleet.config;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Judges connection strings of storage accounts, as the page "Configure Azure Storage connection strings" describes them. */
final class StorageConnection {

    private StorageConnection() {}

    /** What is wrong with a connection string, without any of its values; empty when nothing is. */
    static Optional<String> problem(String connection) {
        Map<String, String> parts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String part : connection.split(";", -1)) {
            int equals = part.indexOf('=');
            if (!part.isBlank() && equals < 1) {
                return Optional.of(
                        "is not a connection string: it must consist of name=value, separated by semicolons");
            }
            if (!part.isBlank()) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        if (parts.getOrDefault("UseDevelopmentStorage", "").equalsIgnoreCase("true")) {
            return Optional.empty();
        }
        String key = parts.getOrDefault("AccountKey", "");
        if (!key.isEmpty()) {
            return keyProblem(key, parts);
        }
        if (parts.containsKey("SharedAccessSignature")) {
            boolean complete = parts.containsKey("QueueEndpoint")
                    && parts.containsKey("BlobEndpoint")
                    && parts.containsKey("TableEndpoint");
            return complete
                    ? Optional.empty()
                    : Optional.of("has a signature, but not all of QueueEndpoint, BlobEndpoint and TableEndpoint;"
                            + " give all three");
        }
        return Optional.of("has neither AccountKey nor SharedAccessSignature; copy it again from the storage account,"
                + " under Access keys");
    }

    private static Optional<String> keyProblem(String key, Map<String, String> parts) {
        try {
            Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException e) {
            return Optional.of("has a damaged AccountKey; copy it again from the storage account, under Access keys");
        }
        return parts.getOrDefault("AccountName", "").isEmpty()
                ? Optional.of("has no AccountName; copy it again from the storage account, under Access keys")
                : Optional.empty();
    }
}
