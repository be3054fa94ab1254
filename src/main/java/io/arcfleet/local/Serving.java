package io.arcfleet.local;

import io.arcfleet.config.ScanSettings;
import io.arcfleet.config.SettingsException;
import io.arcfleet.config.StorageSettings;
import io.arcfleet.function.AppStorage;
import io.arcfleet.host.HostException;
import io.arcfleet.simulation.FaultPlan;
import io.arcfleet.simulation.Simulation;
import io.arcfleet.simulation.SimulationSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the function app until Ctrl+C. */
final class Serving implements ServeExecution {

    private static final Path HOST_JSON = Path.of("host.json");

    private final Map<String, String> environment;
    private final Clock clock;

    Serving(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public List<String> run(int port, ScanRequest.Simulated simulated, PrintStream out) {
        try {
            if (environment.keySet().stream().anyMatch(name -> name.startsWith("ARCFLEET_"))) {
                serve(environment, false, port, out);
            } else {
                serveSimulated(simulated, port, out);
            }
            return List.of();
        } catch (SettingsException e) {
            return e.problems();
        } catch (HostException e) {
            return e.problems();
        }
    }

    private void serveSimulated(ScanRequest.Simulated target, int port, PrintStream out) {
        SimulationSettings settings = SimulationSettings.of(target.clusters())
                .withSeed(target.seed())
                .withLatency(target.latency())
                .withFaults(FaultPlan.parse(target.faults()));
        try (Simulation simulation = Simulation.start(settings, clock)) {
            Map<String, String> all = new HashMap<>(environment);
            all.putAll(ServedApp.environmentOf(simulation, Files.createTempDirectory("arcfleet-simulation")));
            out.println("A simulated fleet of " + target.clusters() + " clusters is served.");
            serve(all, true, port, out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the files of the simulation", e);
        }
    }

    private void serve(Map<String, String> settings, boolean simulated, int port, PrintStream out) {
        try (ServedApp app = ServedApp.start(settings, simulated, storage(settings), HOST_JSON, port, clock)) {
            out.println("The functions answer on http://127.0.0.1:" + app.port() + "/api/scans. Ctrl+C ends them.");
            awaitInterruption();
        }
    }

    private ServedApp.Storage storage(Map<String, String> settings) {
        if (settings.keySet().stream().noneMatch(name -> name.startsWith("AzureWebJobsStorage"))) {
            return ServedApp.Storage.inMemory(clock);
        }
        return ServedApp.Storage.of(
                AppStorage.clients(ScanSettings.from(settings).cloud(), StorageSettings.from(settings), settings));
    }

    /** The hook of Ctrl+C waits for the functions to end. */
    private static void awaitInterruption() {
        CountDownLatch asked = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("serving").unstarted(() -> {
            asked.countDown();
            try {
                main.join(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
