package io.arcfleet.simulation;

import io.arcfleet.simulation.ClusterTraits.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The clusters of a simulation, made from its seed, and the ways to find one. */
final class SimulatedFleet {

    private static final int CLUSTERS_A_SUBSCRIPTION = 250;
    private static final int FEWEST_SUBSCRIPTIONS = 3;

    private static final List<String> UNITS =
            List.of("Retail Stores", "Plants", "Fleet at Sea", "Branches", "Distribution Centers", "Other Clouds");
    private static final List<Site> SITES = List.of(
            new Site("store", "westeurope", "weu", Distribution.K3S),
            new Site("plant", "eastus", "eus", Distribution.OPENSHIFT),
            new Site("ship", "southeastasia", "sea", Distribution.K3S),
            new Site("branch", "eastasia", "eas", Distribution.RKE2),
            new Site("depot", "westus2", "wus2", Distribution.GENERIC),
            new Site("cloud", "northeurope", "neu", Distribution.EKS),
            new Site("lab", "eastus2", "eus2", Distribution.AKS),
            new Site("store", "japaneast", "jpe", Distribution.GENERIC));
    private static final List<Distribution> DISTRIBUTIONS = List.of(Distribution.values());
    private static final List<String> AGENTS = List.of("1.36.1", "1.36.1", "1.36.1", "1.35.3", "1.34.2");

    private final List<Subscription> subscriptions;
    private final List<ClusterState> clusters;
    private final Map<String, ClusterState> byId = new LinkedHashMap<>();
    private final Map<String, ClusterState> byHash = new LinkedHashMap<>();
    private final Map<String, ClusterState> byName = new LinkedHashMap<>();
    private final Map<String, List<ClusterState>> bySubscription;

    private SimulatedFleet(List<Subscription> subscriptions, List<ClusterState> clusters) {
        this.subscriptions = List.copyOf(subscriptions);
        this.clusters = List.copyOf(clusters);
        for (ClusterState cluster : clusters) {
            byId.put(cluster.traits().key(), cluster);
            byHash.put(cluster.traits().hash(), cluster);
            byName.put(cluster.traits().name(), cluster);
        }
        this.bySubscription = clusters.stream()
                .collect(Collectors.groupingBy(
                        cluster -> cluster.traits().subscription().id()));
    }

    private record Site(String kind, String location, String code, Distribution distribution) {}

    /** Makes a fleet; its times are told from the clock's time now. */
    static SimulatedFleet create(int size, long seed, FaultPlan faults, Clock clock) {
        Instant start = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        SplittableRandom random = new SplittableRandom(seed);
        List<Subscription> subscriptions = subscriptions(size, random);
        List<ClusterState> clusters = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            // The last subscription stays without clusters: every tenant has such ones.
            Subscription subscription = subscriptions.get(i % (subscriptions.size() - 1));
            Site site = SITES.get(random.nextInt(SITES.size()));
            clusters.add(new ClusterState(traits(i, site, subscription, random, start), start));
        }
        SimulatedFleet fleet = new SimulatedFleet(subscriptions, clusters);
        new FaultSpread(clusters, random.split()).apply(faults);
        return fleet;
    }

    /** Every subscription, also the one without clusters. */
    List<Subscription> subscriptions() {
        return subscriptions;
    }

    /** The clusters in the order of their numbers. */
    List<ClusterState> clusters() {
        return clusters;
    }

    /** The clusters of one subscription. */
    List<ClusterState> clustersOf(String subscriptionId) {
        return bySubscription.getOrDefault(subscriptionId.toLowerCase(Locale.ROOT), List.of());
    }

    Optional<ClusterState> byId(String id) {
        return Optional.ofNullable(byId.get(id.toLowerCase(Locale.ROOT)));
    }

    Optional<ClusterState> byHash(String hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    Optional<ClusterState> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private static List<Subscription> subscriptions(int size, SplittableRandom random) {
        int count = Math.max(FEWEST_SUBSCRIPTIONS, Math.ceilDiv(size, CLUSTERS_A_SUBSCRIPTION)) + 1;
        List<Subscription> subscriptions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String unit = i == count - 1 ? "Sandbox" : UNITS.get(i % UNITS.size());
            int number = unit.equals("Sandbox") ? 0 : i / UNITS.size();
            subscriptions.add(new Subscription(
                    SlotValues.uuid(random.nextLong(), random.nextLong()),
                    "Contoso " + unit + (number == 0 ? "" : " " + (number + 1))));
        }
        return Collections.unmodifiableList(subscriptions);
    }

    private static ClusterTraits traits(
            int number, Site site, Subscription subscription, SplittableRandom random, Instant start) {
        String name = "%s-%s-%04d".formatted(site.kind(), site.code(), number + 1);
        String group = "rg-" + site.kind() + "-" + site.location();
        // Azure answers with the case that somebody typed once: some groups in capitals.
        String spelled = number % 3 == 1 ? group.toUpperCase(Locale.ROOT) : group;
        String id = "/subscriptions/" + subscription.id() + "/resourceGroups/" + spelled
                + "/providers/Microsoft.Kubernetes/connectedClusters/" + name;
        Distribution distribution =
                random.nextInt(4) == 0 ? DISTRIBUTIONS.get(random.nextInt(DISTRIBUTIONS.size())) : site.distribution();
        return new ClusterTraits(
                random.nextLong(),
                id,
                name,
                subscription,
                spelled,
                site.location(),
                distribution,
                distribution
                        .versions()
                        .get(random.nextInt(distribution.versions().size())),
                AGENTS.get(random.nextInt(AGENTS.size())),
                1 + 2 * random.nextInt(2),
                4 << random.nextInt(2),
                start.minus(Duration.ofDays(100 + random.nextInt(500))).minusSeconds(random.nextInt(86_400)),
                50 + random.nextInt(38),
                ClusterTraits.hash(id));
    }
}
