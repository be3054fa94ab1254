package io.arcfleet.fleet;

import io.arcfleet.arm.AzureConnection;
import io.arcfleet.config.ClusterFilter;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.ServiceIncident;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lists clusters with Azure Resource Graph, for the whole scope at once, and then reads their live state with one list
 * per subscription from Resource Manager, because Resource Graph lags by minutes.
 */
public final class AzureFleetInventory implements FleetInventory {

    private final AzureConnection connection;
    private final Clock clock;

    /** Over a connection; the clock measures deadlines. */
    public AzureFleetInventory(AzureConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    @Override
    public Fleet list(Scope scope, Instant deadline) {
        TimeLeft time = new TimeLeft(clock, deadline);
        VisibleSubscriptions visible = VisibleSubscriptions.list(connection, time);
        List<String> wanted = visible.wanted(scope.subscriptions());
        List<Fleet.Unread> unread = new ArrayList<>(visible.missing(scope.subscriptions()));
        if (wanted.isEmpty()) {
            throw new InventoryException("None of the subscriptions asked for can be read. "
                    + unread.getFirst().detail());
        }
        GraphReader graph = new GraphReader(connection, time);
        ConnectedClusterReader reader = new ConnectedClusterReader(visible.names());
        GraphReader.Answer<ConnectedCluster> clusters =
                graph.read(GraphTable.CONNECTED_CLUSTERS, wanted, reader::fromGraph);
        if (clusters.failed().size() == wanted.size()) {
            throw new InventoryException("No subscription could be read: "
                    + clusters.failed().values().iterator().next().detail());
        }
        clusters.failed().forEach((subscription, failure) -> unread.add(failure.of(subscription)));
        unread.addAll(malformed(GraphTable.CONNECTED_CLUSTERS, clusters.malformed()));
        List<ConnectedCluster> found = matching(clusters.rows(), scope.filter());
        List<String> withClusters = found.stream()
                .map(cluster -> Objects.requireNonNull(cluster.identity().subscriptionId()))
                .distinct()
                .sorted()
                .toList();
        FleetAssembly assembly = new FleetAssembly(scope.filter(), found);
        return readRest(
                graph,
                new LiveClusters(connection.client(), reader.knowing(found), time),
                withClusters,
                assembly,
                unread);
    }

    /** The four remaining reads do not need each other. */
    private static Fleet readRest(
            GraphReader graph,
            LiveClusters live,
            List<String> subscriptions,
            FleetAssembly assembly,
            List<Fleet.Unread> unread) {
        ExecutorService reads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Future<GraphReader.Answer<OfCluster<ClusterExtension>>> extensions =
                    reads.submit(() -> graph.read(GraphTable.EXTENSIONS, subscriptions, ExtensionReader::read));
            Future<GraphReader.Answer<OfCluster<FluxConfiguration>>> flux = reads.submit(
                    () -> graph.read(GraphTable.FLUX_CONFIGURATIONS, subscriptions, FluxConfigurationReader::read));
            Future<GraphReader.Answer<ServiceIncident>> incidents =
                    reads.submit(() -> graph.read(GraphTable.SERVICE_INCIDENTS, subscriptions, IncidentReader::read));
            Map<String, LiveClusters.Answer> lists = live.list(subscriptions);
            lists.forEach((subscription, answer) -> unread.addAll(unread(subscription, answer)));
            unread.addAll(malformed(GraphTable.EXTENSIONS, extensions.get().malformed()));
            unread.addAll(malformed(GraphTable.FLUX_CONFIGURATIONS, flux.get().malformed()));
            return new Fleet(assembly.targets(lists, extensions.get(), flux.get(), incidents.get()), sorted(unread));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InventoryException("The inventory was interrupted.", e);
        } catch (ExecutionException e) {
            throw new InventoryException("The inventory failed: " + e.getCause(), e);
        } finally {
            reads.shutdownNow();
        }
    }

    private static List<ConnectedCluster> matching(List<ConnectedCluster> clusters, ClusterFilter filter) {
        return clusters.stream()
                .filter(cluster -> FleetAssembly.matches(filter, cluster))
                .toList();
    }

    private static List<Fleet.Unread> unread(String subscription, LiveClusters.Answer answer) {
        List<Fleet.Unread> unread = new ArrayList<>();
        answer.failure()
                .ifPresent(failure -> unread.add(new Fleet.Unread(
                        subscription,
                        failure.reason(),
                        "The live state of its clusters was not read in full, Resource Graph's may be minutes old: "
                                + failure.detail())));
        if (answer.malformed() > 0) {
            unread.add(new Fleet.Unread(
                    subscription,
                    Reason.MALFORMED,
                    answer.malformed() + " clusters of Resource Manager's list had no usable resource ID."));
        }
        return unread;
    }

    private static List<Fleet.Unread> malformed(GraphTable table, int rows) {
        return rows == 0
                ? List.of()
                : List.of(new Fleet.Unread(
                        "resource graph",
                        Reason.MALFORMED,
                        rows + " rows of " + table.words() + " had no usable resource ID and were left out."));
    }

    private static List<Fleet.Unread> sorted(List<Fleet.Unread> unread) {
        return unread.stream()
                .sorted((a, b) -> a.subscription().compareTo(b.subscription()))
                .toList();
    }
}
