package io.arcfleet.config;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** How the storage account of the function app is reached: the platform's own {@code AzureWebJobsStorage} settings. */
public sealed interface StorageSettings {

    /**
     * Reads {@code AzureWebJobsStorage} as a connection string, or {@code AzureWebJobsStorage__accountName} and its
     * siblings for an identity. A blank setting counts as absent; like for the platform, letters' case in names does not
     * count.
     *
     * @throws SettingsException with every problem at once; it never repeats a connection string
     */
    static StorageSettings from(Map<String, String> environment) {
        return new StorageSettingsParser(environment).settings();
    }

    /**
     * By the account's key or a signature.
     *
     * @param value connection string, secret; {@code UseDevelopmentStorage=true} for the emulator
     */
    record ConnectionString(String value) implements StorageSettings {

        /** Hides the value. */
        @Override
        public String toString() {
            return "ConnectionString[***]";
        }
    }

    /**
     * By a managed identity, or what else the default credential finds.
     *
     * @param queue address of the queue service
     * @param blob address of the blob service
     * @param table address of the table service
     * @param clientId client id of the user-assigned identity, a lower-case GUID; empty: the default credential
     */
    record Identity(URI queue, URI blob, URI table, Optional<String> clientId) implements StorageSettings {}
}
