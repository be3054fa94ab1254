package io.arcfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcfleet.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SimulationTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void sameSeedGivesTheSameFleet() {
        SimulationSettings settings = SimulationSettings.of(40).withFaults(new FaultPlan.Mixed());

        List<SimulatedCluster> first = clusters(settings);
        List<SimulatedCluster> second = clusters(settings);

        assertThat(second).isEqualTo(first);
        assertThat(clusters(settings.withSeed(2))).isNotEqualTo(first);
    }

    @Test
    void differentClustersHaveDifferentNamesAndIds() {
        List<SimulatedCluster> clusters = clusters(SimulationSettings.of(300));

        assertThat(clusters).extracting(SimulatedCluster::id).doesNotHaveDuplicates();
        assertThat(clusters).extracting(SimulatedCluster::name).doesNotHaveDuplicates();
    }

    @Test
    void closingEndsCallsThatAreNeverAnswered() throws IOException, InterruptedException {
        CompletableFuture<Integer> pending;
        Simulation simulation =
                Simulation.start(SimulationSettings.of(1).withFaults(FaultPlan.only(Fault.BLACK_HOLE)), CLOCK);
        SimulatedCluster cluster = simulation.clusters().getFirst();
        try (SimulationClient client = new SimulationClient(simulation)) {
            String server = client.server(cluster);
            pending = CompletableFuture.supplyAsync(() -> {
                try {
                    return client.kubernetes(cluster, server, "/version", "application/json")
                            .statusCode();
                } catch (IOException | InterruptedException e) {
                    return 0;
                }
            });
            awaitRequests(simulation, SimulatedService.KUBERNETES, 1);
            assertThat(pending).isNotDone();

            simulation.close();

            assertThat(pending.join()).isZero();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("HTTP-Dispatcher"));
    }

    @Test
    void latencyDelaysAnAnswer() throws IOException, InterruptedException {
        SimulationSettings settings = SimulationSettings.of(1).withLatency(Duration.ofMillis(60));
        try (Simulation simulation = Simulation.start(settings, CLOCK);
                SimulationClient client = new SimulationClient(simulation)) {
            long start = System.nanoTime();
            client.arm("/subscriptions?api-version=2022-12-01");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
        }
    }

    @Test
    void requestsAreCountedAndRecordedWhenAskedFor() throws IOException, InterruptedException {
        try (Simulation simulation = Simulation.start(SimulationSettings.of(1).recording(), CLOCK);
                SimulationClient client = new SimulationClient(simulation)) {
            client.send(HttpRequest.newBuilder(
                            URI.create(simulation.resourceManager() + "/subscriptions?api-version=2022-12-01"))
                    .build());

            assertThat(simulation.requestCounts())
                    .containsEntry(SimulatedService.RESOURCE_MANAGER, 1L)
                    .containsEntry(SimulatedService.KUBERNETES, 0L);
            assertThat(simulation.requests())
                    .containsExactly(new RecordedRequest(
                            SimulatedService.RESOURCE_MANAGER,
                            "GET",
                            "/subscriptions",
                            "api-version=2022-12-01",
                            "",
                            401));
        }
    }

    @Test
    void fleetWideFaultsCannotBeGivenToOneCluster() {
        try (Simulation simulation = Simulation.start(SimulationSettings.of(1), CLOCK)) {
            String id = simulation.clusters().getFirst().id();

            assertThatThrownBy(() -> simulation.setFaults(id, Set.of(Fault.THROTTLED_GRAPH)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> simulation.setFleetFaults(Set.of(Fault.OFFLINE)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void awaitRequests(Simulation simulation, SimulatedService service, long count)
            throws InterruptedException {
        Waiting.until(count + " requests", () -> simulation.requestCounts().getOrDefault(service, 0L) >= count);
    }

    private static List<SimulatedCluster> clusters(SimulationSettings settings) {
        try (Simulation simulation = Simulation.start(settings, CLOCK)) {
            return simulation.clusters();
        }
    }
}
