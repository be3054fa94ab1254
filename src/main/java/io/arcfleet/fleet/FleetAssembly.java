package io.arcfleet.fleet;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.ServiceIncident;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts together what was read of a fleet, cluster by cluster. */
final class FleetAssembly {

    private static final String EVERYWHERE = "global";

    private final ClusterFilter filter;
    private final List<ConnectedCluster> fromGraph;

    /** With the clusters that Resource Graph knows; they satisfy {@code filter}. */
    FleetAssembly(ClusterFilter filter, List<ConnectedCluster> fromGraph) {
        this.filter = filter;
        this.fromGraph = List.copyOf(fromGraph);
    }

    static boolean matches(ClusterFilter filter, ConnectedCluster cluster) {
        ClusterIdentity identity = cluster.identity();
        return filter.matches(identity.name(), identity.resourceGroup(), identity.location(), cluster.tags());
    }

    /** The clusters with their facts, sorted by id. */
    List<ClusterTarget> targets(
            Map<String, LiveClusters.Answer> lists,
            GraphReader.Answer<OfCluster<ClusterExtension>> extensions,
            GraphReader.Answer<OfCluster<FluxConfiguration>> flux,
            GraphReader.Answer<ServiceIncident> incidents) {
        Map<String, List<ClusterExtension>> extensionsOf = byCluster(extensions.rows());
        Map<String, List<FluxConfiguration>> fluxOf = byCluster(flux.rows());
        Collection<ServiceIncident> active = IncidentReader.joined(incidents.rows());
        return clusters(lists).stream()
                .map(cluster -> new ClusterTarget(
                        cluster.identity(),
                        new AzureFacts(
                                Observation.of(cluster),
                                observed(cluster.identity(), extensionsOf, extensions.failed()),
                                observed(cluster.identity(), fluxOf, flux.failed()),
                                unlessFailed(cluster.identity(), incidents.failed(), at(cluster.identity(), active)))))
                .toList();
    }

    /**
     * The live record counts. A cluster that only Resource Graph has was deleted meanwhile, if the live list is complete;
     * one that only the live list has is newer than Resource Graph.
     */
    private Collection<ConnectedCluster> clusters(Map<String, LiveClusters.Answer> lists) {
        Map<String, ConnectedCluster> clusters = new TreeMap<>();
        for (ConnectedCluster cluster : fromGraph) {
            LiveClusters.Answer list = lists.get(subscription(cluster.identity()));
            if (list == null || !list.isComplete()) {
                clusters.put(cluster.identity().id(), cluster);
            }
        }
        for (LiveClusters.Answer list : lists.values()) {
            for (ConnectedCluster cluster : list.clusters()) {
                clusters.remove(cluster.identity().id());
                if (matches(filter, cluster)) {
                    clusters.put(cluster.identity().id(), cluster);
                }
            }
        }
        return clusters.values();
    }

    private static <T> Map<String, List<T>> byCluster(List<OfCluster<T>> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        OfCluster::clusterId, Collectors.mapping(OfCluster::value, Collectors.toList())));
    }

    private static <T> Observation<List<T>> observed(
            ClusterIdentity cluster, Map<String, List<T>> values, Map<String, Failure> failed) {
        return unlessFailed(cluster, failed, values.getOrDefault(cluster.id(), List.of()));
    }

    private static <T> Observation<List<T>> unlessFailed(
            ClusterIdentity cluster, Map<String, Failure> failed, List<T> values) {
        Failure failure = failed.get(subscription(cluster));
        return failure == null
                ? Observation.of(List.copyOf(values))
                : Observation.unavailable(failure.reason(), failure.detail());
    }

    /** The incidents in the cluster's region, whichever subscription has a row of them. */
    private static List<ServiceIncident> at(ClusterIdentity cluster, Collection<ServiceIncident> incidents) {
        return incidents.stream()
                .filter(incident -> incident.regions().contains(EVERYWHERE)
                        || incident.regions().contains(Objects.requireNonNullElse(cluster.location(), "")))
                .toList();
    }

    private static String subscription(ClusterIdentity cluster) {
        return Objects.requireNonNullElse(cluster.subscriptionId(), "");
    }
}
