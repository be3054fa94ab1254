package io.arcfleet.local;

import io.arcfleet.config.ScanSettings;
import io.arcfleet.function.FunctionWiring;
import io.arcfleet.function.Functions;
import io.arcfleet.host.FunctionsHost;
import io.arcfleet.host.HostSettings;
import io.arcfleet.host.QueueSource;
import io.arcfleet.scan.ScanLedger;
import io.arcfleet.scan.WorkQueue;
import io.arcfleet.scan.lifecycle.FindingMemory;
import io.arcfleet.scan.memory.InMemoryFindingMemory;
import io.arcfleet.scan.memory.InMemoryScanLedger;
import io.arcfleet.scan.memory.InMemoryWorkQueue;
import io.arcfleet.scan.storage.BlobFindingMemory;
import io.arcfleet.scan.storage.StorageClients;
import io.arcfleet.scan.storage.StorageWorkQueue;
import io.arcfleet.scan.storage.TableScanLedger;
import io.arcfleet.simulation.Simulation;
import io.arcfleet.simulation.SimulationFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The function app on this machine: its functions in the local host, over queues and a ledger. */
final class ServedApp implements AutoCloseable {

    private final FunctionsHost host;
    private final FunctionWiring wiring;

    private ServedApp(FunctionsHost host, FunctionWiring wiring) {
        this.host = host;
        this.wiring = wiring;
    }

    /** The queues, the ledger and the memory of an app, and the queues as its host takes messages from them. */
    record Storage(ScanLedger ledger, FindingMemory memory, WorkQueue queue, QueueSource source) {

        /** In memory: gone with the process. */
        static Storage inMemory(Clock clock) {
            InMemoryWorkQueue queue = new InMemoryWorkQueue(clock);
            return new Storage(new InMemoryScanLedger(), new InMemoryFindingMemory(), queue, new MemoryQueues(queue));
        }

        /** In a storage account, shared by all who use it. */
        static Storage of(StorageClients clients) {
            return new Storage(
                    new TableScanLedger(clients.tables(), clients.blobs()),
                    new BlobFindingMemory(clients.blobs()),
                    new StorageWorkQueue(clients.queues()),
                    new StorageQueues(clients.queues()));
        }
    }

    /**
     * Starts the functions.
     *
     * @param environment settings of the app
     * @param hostJson the file {@code host.json}
     * @param port of 127.0.0.1, 0 for any
     * @throws io.arcfleet.config.SettingsException with everything that is wrong with the settings
     */
    static ServedApp start(
            Map<String, String> environment, boolean simulated, Storage storage, Path hostJson, int port, Clock clock) {
        ScanSettings settings = ScanSettings.from(environment);
        FunctionWiring wiring = new FunctionWiring(
                settings, environment, simulated, storage.ledger(), storage.memory(), storage.queue(), clock);
        FunctionWiring.use(wiring);
        Map<String, String> hosted = new HashMap<>(environment);
        hosted.put("ARCFLEET_SCHEDULE", settings.schedule());
        // The triggers name the connection; in memory there is none.
        hosted.putIfAbsent("AzureWebJobsStorage", "UseDevelopmentStorage=true");
        FunctionsHost host =
                FunctionsHost.of(Functions.all(), HostSettings.load(hostJson), hosted, storage.source(), clock);
        host.start(port);
        return new ServedApp(host, wiring);
    }

    /** The settings that lead an app to a simulated Azure; its files are written into {@code folder}. */
    static Map<String, String> environmentOf(Simulation simulation, Path folder) throws IOException {
        SimulationFiles files = SimulationFiles.write(simulation, folder);
        return Map.of(
                SimulationFiles.TOKEN_VARIABLE,
                simulation.token(),
                "ARCFLEET_CLOUD",
                files.cloud().toString(),
                "ARCFLEET_CLUSTER_ACCESS",
                "arc-proxy",
                "ARCFLEET_ARC_PROXY_URL",
                simulation.proxyControl().toString(),
                "ARCFLEET_CLUSTER_TOKEN_FILE",
                files.tokenPattern(),
                "ARCFLEET_INGESTION_ENDPOINT",
                simulation.ingestionEndpoint().toString(),
                "ARCFLEET_INGESTION_RULE_ID",
                simulation.ruleId());
    }

    /** The port that is open. */
    int port() {
        return host.port();
    }

    /** Fires a timer now. */
    boolean fire(String function) {
        return host.fire(function);
    }

    @Override
    public void close() {
        host.close();
        wiring.close();
    }
}
