package io.arcfleet.local;

import io.arcfleet.config.ScanSettings;
import io.arcfleet.config.StorageSettings;
import io.arcfleet.function.AppStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The function app over the storage account of its environment, in a process of its own. It prints its port and runs until
 * its input ends, which is when the test that started it ends.
 */
final class StorageWorker {

    /** Stands before the port. */
    static final String PORT = "port=";

    private StorageWorker() {}

    /**
     * Runs it.
     *
     * @param arguments a host.json, and the seconds that a message stays hidden
     */
    public static void main(String[] arguments) throws IOException {
        Duration visibility = Duration.ofSeconds(Long.parseLong(arguments[1]));
        try (ServedApp app = start(System.getenv(), Path.of(arguments[0]), visibility, Clock.systemUTC())) {
            System.out.println(PORT + app.port());
            System.in.transferTo(System.err);
        }
    }

    /** The app in this process; there is only one at a time. */
    static ServedApp start(Map<String, String> environment, Path hostJson, Duration visibility, Clock clock) {
        ServedApp.Storage storage = ServedApp.Storage.of(AppStorage.clients(
                ScanSettings.from(environment).cloud(), StorageSettings.from(environment), environment));
        return ServedApp.start(
                environment,
                true,
                new ServedApp.Storage(
                        storage.ledger(),
                        storage.memory(),
                        storage.queue(),
                        new ShortVisibility(storage.source(), visibility)),
                hostJson,
                0,
                clock);
    }
}
