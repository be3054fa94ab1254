package io.arcfleet.function;

import io.arcfleet.arm.CloudTransport;
import io.arcfleet.arm.Credentials;
import io.arcfleet.config.Cloud;
import io.arcfleet.config.ScanSettings;
import io.arcfleet.config.SettingsException;
import io.arcfleet.config.StorageSettings;
import io.arcfleet.scan.storage.BlobFindingMemory;
import io.arcfleet.scan.storage.StorageClients;
import io.arcfleet.scan.storage.StorageWorkQueue;
import io.arcfleet.scan.storage.TableScanLedger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The storage of the function app: its settings, and the ledger and queue over them. */
public final class AppStorage {

    private AppStorage() {}

    /**
     * The clients of the storage account.
     *
     * @param environment environment variables, for the token variable of a private cloud
     */
    public static StorageClients clients(Cloud cloud, StorageSettings storage, Map<String, String> environment) {
        return switch (storage) {
            case StorageSettings.ConnectionString(String value) -> StorageClients.of(value, CloudTransport.of(cloud));
            case StorageSettings.Identity identity ->
                StorageClients.of(
                        identity.blob(),
                        identity.queue(),
                        identity.table(),
                        Credentials.forApp(cloud, environment, identity.clientId()),
                        CloudTransport.of(cloud));
        };
    }

    /**
     * The wiring over the storage account that the environment names.
     *
     * @throws SettingsException with everything that is wrong with all settings
     */
    static FunctionWiring wiring(Map<String, String> environment, Clock clock) {
        List<String> problems = new ArrayList<>();
        Optional<ScanSettings> settings = read(() -> ScanSettings.from(environment), problems);
        Optional<StorageSettings> storage = read(() -> StorageSettings.from(environment), problems);
        if (settings.isEmpty() || storage.isEmpty()) {
            throw new SettingsException(problems.stream().distinct().toList());
        }
        StorageClients clients = clients(settings.get().cloud(), storage.get(), environment);
        return new FunctionWiring(
                settings.get(),
                environment,
                false,
                new TableScanLedger(clients.tables(), clients.blobs()),
                new BlobFindingMemory(clients.blobs()),
                new StorageWorkQueue(clients.queues()),
                clock);
    }

    private static <T> Optional<T> read(Supplier<T> settings, List<String> problems) {
        try {
            return Optional.of(settings.get());
        } catch (SettingsException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
