package io.arcfleet.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.ServiceIncident;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TargetJsonTest {

    private static final Instant AT = Instant.parse("2026-08-01T12:00:00.123456789Z");
    private static final ClusterIdentity IDENTITY = ClusterIdentity.of(
            "11111111-2222-3333-4444-555555555555", "rg", "store-\u00e9\u96ea\ud83d\ude00", "westeurope");

    @Test
    void everyFieldComesBack() {
        ClusterTarget target = target(full(), List.of(extension()), List.of(flux()));

        assertThat(roundTrip(target)).isEqualTo(target);
    }

    @Test
    void absentFieldsStayAbsent() {
        ConnectedCluster bare = new ConnectedCluster(
                new ClusterIdentity("kubeconfig:10.0.0.1/edge", "edge", null, null, null),
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                ConnectivityStatus.OTHER,
                null,
                null,
                null,
                null,
                false,
                null,
                ConnectedCluster.Features.none(),
                ConnectedCluster.AgentProfile.empty(),
                false);
        ClusterTarget target = target(
                bare,
                List.of(new ClusterExtension("e", null, null, null, null, null, List.of())),
                List.of(new FluxConfiguration("f", null, null, null, false, null, null, null, List.of())));

        assertThat(roundTrip(target)).isEqualTo(target);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void aFailureStaysAFailure(Reason reason) {
        ClusterTarget target = new ClusterTarget(IDENTITY, AzureFacts.unavailable(reason, "403: \"no\"\n"));

        assertThat(roundTrip(target)).isEqualTo(target);
    }

    @ParameterizedTest
    @EnumSource(ConnectivityStatus.class)
    void everyStatusComesBack(ConnectivityStatus status) {
        ClusterTarget target = target(cluster(status), List.of(), List.of());

        assertThat(roundTrip(target)).isEqualTo(target);
    }

    @Test
    void nothingSeenIsNotAnEmptyList() {
        ClusterTarget target = new ClusterTarget(
                IDENTITY,
                new AzureFacts(
                        Observation.of(full()),
                        Observation.of(List.of()),
                        Observation.unavailable(Reason.THROTTLED, "slow down"),
                        Observation.of(List.of())));

        AzureFacts back = roundTrip(target).azure();

        assertThat(back.extensions().seen()).contains(List.of());
        assertThat(back.fluxConfigurations().failure())
                .contains(new Observation.Unavailable<>(Reason.THROTTLED, "slow down"));
    }

    @Test
    void fieldsOfANewerVersionAreSkipped() {
        List<ClusterTarget> targets = List.of(target(full(), List.of(extension()), List.of()));
        String json = new String(TargetJson.write(targets), StandardCharsets.UTF_8);
        String newer = json.replace("\"identity\":{", "\"identity\":{\"fromTheFuture\":[1],");

        assertThat(newer).isNotEqualTo(json);
        assertThat(TargetJson.read(newer.getBytes(StandardCharsets.UTF_8))).isEqualTo(targets);
    }

    @Test
    void somethingElseIsRefused() {
        assertThatThrownBy(() -> TargetJson.read("{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyKeepTheirOrder() {
        List<ClusterTarget> targets = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ClusterIdentity identity = ClusterIdentity.of("s", "rg", "c" + (97 * i % 100), null);
            targets.add(new ClusterTarget(identity, AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "")));
        }

        assertThat(TargetJson.read(TargetJson.write(targets))).isEqualTo(targets);
    }

    private static ClusterTarget roundTrip(ClusterTarget target) {
        return TargetJson.read(TargetJson.write(List.of(target))).getFirst();
    }

    private static ClusterTarget target(
            ConnectedCluster cluster, List<ClusterExtension> extensions, List<FluxConfiguration> configurations) {
        return new ClusterTarget(
                cluster.identity(),
                new AzureFacts(
                        Observation.of(cluster),
                        Observation.of(extensions),
                        Observation.of(configurations),
                        Observation.of(List.of(new ServiceIncident(
                                "AB12-CD3",
                                "Trouble",
                                Set.of("Azure Arc enabled Kubernetes"),
                                Set.of("westeurope"),
                                AT)))));
    }

    private static ConnectedCluster full() {
        return cluster(ConnectivityStatus.CONNECTED);
    }

    private static ConnectedCluster cluster(ConnectivityStatus status) {
        return new ConnectedCluster(
                IDENTITY,
                "Stores",
                "AWS",
                Map.of("a/b", "\u00fc", "empty", ""),
                "k3s",
                "generic",
                "1.32.1",
                "1.28.3",
                3,
                12,
                status,
                "Connected",
                AT,
                AT.plusSeconds(1),
                "Succeeded",
                true,
                AT.minusSeconds(1),
                new ConnectedCluster.Features(true, true, true, true, Map.of("noProxy", ".svc")),
                new ConnectedCluster.AgentProfile(
                        "1.29.0",
                        "Enabled",
                        "Failed",
                        List.of(
                                new ConnectedCluster.AgentError("config-agent", "Error", "it broke", AT),
                                new ConnectedCluster.AgentError(null, null, "", null))),
                true);
    }

    private static ClusterExtension extension() {
        return new ClusterExtension(
                "flux",
                "microsoft.flux",
                "1.2",
                "Failed",
                "Code",
                "text",
                List.of(new ClusterExtension.Status("c", "Error", "m"), new ClusterExtension.Status(null, null, null)));
    }

    private static FluxConfiguration flux() {
        return new FluxConfiguration(
                "apps",
                "ns",
                "Succeeded",
                "Non-Compliant",
                true,
                "https://git",
                "text",
                AT,
                List.of(
                        new FluxConfiguration.Problem("Kustomization", "a", "Non-Compliant", "m"),
                        new FluxConfiguration.Problem("GitRepository", "b", null, null)));
    }
}
