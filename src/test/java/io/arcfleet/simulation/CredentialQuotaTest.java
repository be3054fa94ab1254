package io.arcfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.arcfleet.arm.ArmClient;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.arm.CallReceipts.Receipt;
import io.arcfleet.arm.CredentialGovernor;
import io.arcfleet.arm.Credentials;
import io.arcfleet.config.AccessSettings;
import io.arcfleet.config.Cloud;
import io.arcfleet.simulation.SimulationSettings.CredentialRate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class CredentialQuotaTest {

    private static final String ACTION = "/listClusterUserCredential?api-version=2024-01-01";

    @Test
    void throttlesWhoAsksForMoreThanTheBucketHolds() throws IOException, InterruptedException {
        SimulationSettings settings = SimulationSettings.of(3).recording().withCredentials(new CredentialRate(2, 1));
        try (Simulation simulation = Simulation.start(settings, Clock.systemUTC())) {
            SimulationClient client = new SimulationClient(simulation);
            SimulatedCluster cluster = simulation.clusters().getFirst();
            URI credential = URI.create(simulation.resourceManager() + cluster.id() + ACTION);
            HttpResponse<String> answer = client.post(credential, body());
            for (int i = 0; i < 10 && answer.statusCode() == 200; i++) {
                answer = client.post(credential, body());
            }

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(answer.body()).contains("\"code\":\"SubscriptionRequestsThrottled\"");
            SimulatedCluster elsewhere = simulation.clusters().get(1);
            assertThat(client.post(URI.create(simulation.resourceManager() + elsewhere.id() + ACTION), body())
                            .statusCode())
                    .as("another subscription has a bucket of its own")
                    .isEqualTo(200);
        }
    }

    @Test
    void aThousandPacedRequestsOfOneSubscriptionAllSucceedWithoutALoopOfThrottling() throws Exception {
        SimulationSettings settings = SimulationSettings.of(3).withCredentials(new CredentialRate(200, 400));
        try (Simulation simulation = Simulation.start(settings, Clock.systemUTC());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CallReceipts receipts = new CallReceipts();
            ArmClient arm = connection(simulation, receipts).client();
            CredentialGovernor governor =
                    // Below the quota: requests of a busy machine arrive in clusters.
                    new CredentialGovernor(new AccessSettings.CredentialRate(100, 200), receipts, Clock.systemUTC());
            SimulatedCluster cluster = simulation.clusters().getFirst();
            Instant deadline = Instant.now().plusSeconds(120);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                answers.add(threads.submit(() -> governor.paced(
                        cluster.subscriptionId(),
                        cluster.location(),
                        deadline,
                        () -> arm.postPaced(cluster.id() + ACTION, body(), Duration.ofSeconds(60))
                                .at("/hybridConnectionConfig/relay")
                                .asText())));
            }

            for (Future<String> answer : answers) {
                assertThat(answer.get()).startsWith("azgnrelay-");
            }
            Receipt receipt = Objects.requireNonNull(receipts.receipts().get("resource manager"));
            assertThat(receipt.throttles())
                    .as("only what was on its way when the bucket ran dry")
                    .isLessThan(100);
            assertThat(simulation.requestCounts().get(SimulatedService.CLUSTER_CREDENTIAL))
                    .isEqualTo(1_000 + receipt.throttles());
        }
    }

    private static JsonNode body() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("authenticationMethod", "Token")
                .put("clientProxy", true);
    }

    private static AzureConnection connection(Simulation simulation, CallReceipts receipts) {
        Cloud cloud = new Cloud(
                "simulated",
                simulation.resourceManager(),
                simulation.resourceManager().toString(),
                URI.create("https://127.0.0.1"),
                simulation.ingestionEndpoint().toString(),
                Cloud.PUBLIC.serviceBusSuffix(),
                simulation.caCertificate(),
                SimulationFiles.TOKEN_VARIABLE);
        return new AzureConnection(
                cloud,
                Credentials.forCloud(cloud, Map.of(SimulationFiles.TOKEN_VARIABLE, simulation.token())),
                receipts);
    }
}
