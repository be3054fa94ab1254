package io.arcfleet.access.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.Waiting;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.access.ProxyAccess;
import io.arcfleet.access.login.EntraTokens;
import io.arcfleet.access.login.ProofOfPossessionLogin;
import io.arcfleet.access.proxy.ManagedProxy;
import io.arcfleet.access.proxy.ProxyProgram;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.arm.CredentialGovernor;
import io.arcfleet.arm.Credentials;
import io.arcfleet.config.AccessSettings.CredentialRate;
import io.arcfleet.config.Cloud;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.Simulation;
import io.arcfleet.simulation.SimulationSettings;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.standin.Misbehaviour;
import io.arcfleet.standin.StandIn;
import io.arcfleet.standin.StandInSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sign-in of an app registration through a proxy that the scanner runs, to clusters behind it. */
@Timeout(90)
final class AppLoginIT {

    private static final String APP = "00000000-0000-0000-0000-0000000000aa";
    private static final String TENANT = "00000000-0000-0000-0000-0000000000bb";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private final Clock clock = Clock.systemUTC();
    private final Simulation simulation = Simulation.start(SimulationSettings.of(3), clock);
    private final List<String> boundTo = new CopyOnWriteArrayList<>();
    private @Nullable ProxyAccess opened;

    @AfterEach
    void close() {
        Optional.ofNullable(opened).ifPresent(ProxyAccess::close);
        simulation.close();
    }

    @Test
    void oneSignInServesEveryClusterAndTheProxyShowsIt() {
        StandIn proxy = standIn(Misbehaviour.NONE);
        ProxyAccess access = access(proxy);

        for (SimulatedCluster cluster : simulation.clusters()) {
            assertThat(version(access, cluster).seen())
                    .hasValueSatisfying(body -> assertThat(body).contains("gitVersion"));
        }

        assertThat(proxy.asked("register"))
                .hasSize(3)
                .extracting(line -> line.path("method").asText())
                .containsOnly("AAD");
        assertThat(proxy.asked("at")).singleElement().satisfies(line -> {
            assertThat(line.path("tenant").asText()).isEqualTo(TENANT);
            assertThat(line.path("kid").asText()).isEqualTo(boundTo.getFirst());
        });
    }

    @Test
    void aKeyThatHasExpiredIsFetchedAgain() {
        StandIn proxy = standIn(Misbehaviour.KEY_EXPIRES);

        assertThat(version(access(proxy), simulation.clusters().getFirst()).seen())
                .isPresent();

        assertThat(boundTo).hasSize(2).doesNotHaveDuplicates();
        assertThat(proxy.asked("at"))
                .extracting(line -> line.path("status").asInt())
                .containsExactly(500, 200);
    }

    @Test
    void aProxyThatIsStartedAgainIsSignedInAgain() throws InterruptedException {
        StandIn proxy = standIn(Misbehaviour.NONE);
        ProxyAccess access = access(proxy);
        SimulatedCluster cluster = simulation.clusters().getFirst();
        assertThat(version(access, cluster).seen()).isPresent();

        ProcessHandle.of(proxy.starts().getFirst().pid()).ifPresent(ProcessHandle::destroyForcibly);
        Waiting.until("its end", () -> !proxy.starts().getFirst().isAlive());

        assertThat(version(access, cluster).seen()).isPresent();
        assertThat(proxy.starts()).hasSize(2);
        assertThat(proxy.asked("at"))
                .extracting(line -> line.path("status").asInt())
                .containsExactly(200, 200);
        assertThat(proxy.asked("register"))
                .extracting(JsonNode::toString)
                .hasSize(2)
                .allMatch(line -> line.contains("AAD"));
    }

    private StandIn standIn(Misbehaviour misbehaviour) {
        return StandIn.executable(folder, StandInSettings.of(simulation).with(misbehaviour));
    }

    private ProxyAccess access(StandIn proxy) {
        Cloud cloud = new Cloud(
                "simulated",
                simulation.resourceManager(),
                simulation.resourceManager().toString(),
                simulation.resourceManager(),
                simulation.ingestionEndpoint().toString(),
                Cloud.PUBLIC.serviceBusSuffix(),
                simulation.caCertificate(),
                "TOKEN");
        CallReceipts receipts = new CallReceipts();
        AzureConnection azure =
                new AzureConnection(cloud, Credentials.forCloud(cloud, Map.of("TOKEN", simulation.token())), receipts);
        EntraTokens entra = (kid, deadline) -> {
            boundTo.add(kid);
            return Observation.of(new EntraTokens.BoundToken(
                    "token-bound-to-" + kid, clock.instant().plus(Duration.ofHours(1))));
        };
        ProxyAccess access = new ProxyAccess(
                azure.client(),
                new ManagedProxy(
                        ProxyProgram.of(proxy.program(), cloud, Optional.of(new ProxyProgram.Identity(TENANT, APP))),
                        clock),
                new ProofOfPossessionLogin(entra, TENANT, receipts, clock),
                new CredentialGovernor(CredentialRate.defaults(), receipts, clock),
                cloud,
                receipts,
                clock);
        opened = access;
        return access;
    }

    private Observation<String> version(ProxyAccess access, SimulatedCluster cluster) {
        String[] id = cluster.id().split("/", -1);
        ClusterTarget target = new ClusterTarget(
                ClusterIdentity.of(id[2], id[4], cluster.name(), "westeurope"),
                AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "Nobody asked."));
        Instant deadline = clock.instant().plusSeconds(60);
        return access.open(target, deadline).flatMap(tunnel -> read(tunnel));
    }

    private static Observation<String> read(ClusterTunnel tunnel) {
        try (tunnel) {
            return tunnel.get(
                    KubernetesRequest.json("/version"),
                    body -> new String(body.readAllBytes(), StandardCharsets.UTF_8),
                    Duration.ofSeconds(30));
        }
    }
}
