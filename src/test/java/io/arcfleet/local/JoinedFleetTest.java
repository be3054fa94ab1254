package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.fleet.Fleet;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class JoinedFleetTest {

    private static final ClusterIdentity STORE = ClusterIdentity.of("s-1", "Stores", "Store-1", "westeurope");
    private static final ClusterIdentity PLANT = ClusterIdentity.of("s-1", "Plants", "Plant-1", "westeurope");
    private static final ClusterIdentity NAMESAKE = ClusterIdentity.of("s-1", "Plants", "store-1", "westeurope");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private DirectContexts contexts;

    private final ContextsOfClusters ways = new ContextsOfClusters();

    @BeforeEach
    void start() throws IOException {
        contexts = DirectContexts.in(folder);
    }

    @AfterEach
    void stop() {
        contexts.close();
    }

    @Test
    void contextsAreFoundByNameAndByResourceIdInAnyCaseWithoutAskingAnybody() throws IOException {
        contexts.leading("STORE-1", STORE).leading(PLANT.id(), PLANT);

        join(STORE, PLANT);

        assertThat(ways.of(STORE)).contains("STORE-1");
        assertThat(ways.of(PLANT)).contains(PLANT.id());
        assertThat(contexts.asked()).isEmpty();
    }

    @Test
    void aClusterWithoutAContextOfItsNameIsFoundByWhatTheOthersSay() throws IOException {
        contexts.leading("store-1", STORE).leading("laptop-alias", PLANT).withoutAgents("unrelated");

        join(STORE, PLANT);

        assertThat(ways.of(PLANT)).contains("laptop-alias");
        assertThat(contexts.asked()).containsExactlyInAnyOrder("laptop-alias", "unrelated");
    }

    @Test
    void aNameThatTwoClustersBearIsSettledByTheClustersThemselves() throws IOException {
        contexts.leading("store-1", NAMESAKE);

        join(STORE, NAMESAKE);

        assertThat(ways.of(NAMESAKE)).contains("store-1");
        assertThat(ways.of(STORE)).isEmpty();
    }

    @Test
    void everyClusterOfAzureStaysInTheFleet() throws IOException {
        contexts.leading("laptop-alias", PLANT);

        Fleet fleet = join(STORE);

        assertThat(fleet.clusters()).extracting(ClusterTarget::identity).containsExactly(STORE);
        assertThat(ways.of(STORE)).isEmpty();
        assertThat(ways.of(PLANT)).isEmpty();
    }

    private Fleet join(ClusterIdentity... clusters) throws IOException {
        Fleet azure = new Fleet(
                Stream.of(clusters)
                        .map(cluster -> new ClusterTarget(
                                cluster, AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "of no matter here")))
                        .toList(),
                List.of());
        return new JoinedFleet((scope, deadline) -> azure, contexts.directory(), contexts.names(), ways)
                .list(
                        new FleetInventory.Scope(List.of(), ClusterFilter.all()),
                        Clock.systemUTC().instant().plusSeconds(20));
    }
}
