package io.arcfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultPlanTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void readsWords() {
        assertThat(FaultPlan.parse("none")).isEqualTo(new FaultPlan.None());
        assertThat(FaultPlan.parse("default")).isEqualTo(new FaultPlan.Mixed());
        assertThat(FaultPlan.parse("crash-loop, throttled-graph"))
                .isEqualTo(FaultPlan.only(Fault.CRASH_LOOP, Fault.THROTTLED_GRAPH));
    }

    @Test
    void namesEveryUnknownWordAndTheKnownOnes() {
        assertThatThrownBy(() -> FaultPlan.parse("offline,bad-luck,default,"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("unknown faults: bad-luck, default, ;", "offline, connecting-forever");
    }

    @Test
    void noneLeavesEveryClusterHealthy() {
        assertThat(fleet(20, new FaultPlan.None()))
                .allSatisfy(cluster -> assertThat(cluster.faults()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 99})
    void theDefaultPutsTheFaultsOfTheGuideSomewhereAndLeavesMostClustersHealthy(long seed) {
        List<SimulatedCluster> clusters =
                SimulatedFleet.create(60, seed, new FaultPlan.Mixed(), CLOCK).clusters().stream()
                        .map(ClusterState::describe)
                        .toList();
        Set<Fault> seen = clusters.stream().flatMap(c -> c.faults().stream()).collect(Collectors.toSet());

        assertThat(seen)
                .contains(
                        Fault.PODS_PENDING,
                        Fault.PROVISIONING_FAILED,
                        Fault.OVERAGE_CLAIM,
                        Fault.DNS_BROKEN,
                        Fault.EGRESS_BLOCKED,
                        Fault.IDENTITY_CERTIFICATE_MISSING,
                        Fault.SCC_BLOCKS_PROXY,
                        Fault.IMAGE_SLOW,
                        Fault.KUBE_AAD_PROXY_MISSING,
                        Fault.KUBE_AAD_PROXY_CERTIFICATE_MISSING,
                        Fault.CLUSTER_CONNECT_OFF);
        assertThat(clusters.stream().filter(c -> c.faults().isEmpty()).count()).isBetween(31L, 40L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aLargeFleetHasEveryFaultThatASingleClusterCanHave(long seed) {
        Set<Fault> seen = SimulatedFleet.create(250, seed, new FaultPlan.Mixed(), CLOCK).clusters().stream()
                .flatMap(cluster -> cluster.faults().stream())
                .collect(Collectors.toSet());

        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Fault.class).stream()
                        .filter(fault -> !fault.fleetWide())
                        .toList());
    }

    @Test
    void aFaultOfOneDistributionIsGivenToAClusterOfIt() {
        SimulatedFleet.create(40, 1, FaultPlan.only(Fault.SCC_BLOCKS_PROXY), CLOCK).clusters().stream()
                .filter(cluster -> cluster.has(Fault.SCC_BLOCKS_PROXY))
                .forEach(cluster -> assertThat(cluster.traits().distribution()).isEqualTo(Distribution.OPENSHIFT));
    }

    @Test
    void largeFleetsAreThreeQuartersHealthyWithOneBlackHole() {
        List<SimulatedCluster> clusters = fleet(1000, new FaultPlan.Mixed());

        assertThat(clusters.stream().filter(c -> c.faults().isEmpty()).count()).isBetween(700L, 800L);
        assertThat(clusters.stream().filter(c -> c.faults().contains(Fault.BLACK_HOLE)))
                .hasSize(1);
    }

    @Test
    void oneRegionGoesOfflineAtOnce() {
        List<ClusterState> offline = SimulatedFleet.create(200, 7, new FaultPlan.Mixed(), CLOCK).clusters().stream()
                .filter(cluster -> cluster.has(Fault.OFFLINE))
                .toList();
        Map<String, List<ClusterState>> regions = offline.stream()
                .collect(Collectors.groupingBy(c -> c.traits().location(), TreeMap::new, Collectors.toList()));
        List<ClusterState> incident = regions.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
        Instant from = CLOCK.instant().minusSeconds(97 * 60);
        Instant to = CLOCK.instant().minusSeconds(95 * 60);

        assertThat(incident.stream()
                        .filter(c -> !c.offlineSince().isBefore(from)
                                && !c.offlineSince().isAfter(to)))
                .hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void namedFaultsAllHaveACluster() {
        assertThat(fleet(1, FaultPlan.only(Fault.CRASH_LOOP, Fault.HELM_STUCK))
                        .getFirst()
                        .faults())
                .containsExactlyInAnyOrder(Fault.CRASH_LOOP, Fault.HELM_STUCK);
        assertThat(fleet(40, FaultPlan.only(Fault.OFFLINE, Fault.PODS_PENDING)).stream()
                        .filter(c -> !c.faults().isEmpty()))
                .hasSize(10)
                .allSatisfy(cluster -> assertThat(cluster.faults()).hasSize(1));
    }

    private static List<SimulatedCluster> fleet(int size, FaultPlan plan) {
        return SimulatedFleet.create(size, 1, plan, CLOCK).clusters().stream()
                .map(ClusterState::describe)
                .toList();
    }
}
