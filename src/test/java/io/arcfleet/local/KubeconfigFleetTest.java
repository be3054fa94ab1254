package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.fleet.Fleet;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class KubeconfigFleetTest {

    private static final ClusterIdentity STORE = ClusterIdentity.of("s-1", "Stores", "Store-1", "westeurope");
    private static final ClusterIdentity PLANT = ClusterIdentity.of("s-1", "Plants", "Plant-1", "westeurope");

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
    void twoContextsOfOneClusterAreOneClusterByTheFirst() throws IOException {
        contexts.leading("admin", STORE).leading("reader", STORE).leading("plant", PLANT);

        Fleet fleet = list(ClusterFilter.all());

        assertThat(fleet.clusters()).extracting(ClusterTarget::identity).containsExactly(PLANT, STORE);
        assertThat(ways.of(STORE)).contains("admin");
        assertThat(ways.of(PLANT)).contains("plant");
        assertThat(fleet.unread()).isEmpty();
    }

    @Test
    void theAzureSideWasNotAskedFor() throws IOException {
        contexts.leading("admin", STORE);

        assertThat(list(ClusterFilter.all())
                        .clusters()
                        .getFirst()
                        .azure()
                        .resource()
                        .failure())
                .hasValueSatisfying(failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_ATTEMPTED));
    }

    @Test
    void theFilterSpeaksOfTheClusterAndNotOfTheContext() throws IOException {
        contexts.leading("plant-like", STORE).leading("other", PLANT);

        assertThat(list(new ClusterFilter(List.of("plants"), List.of(), Map.of(), List.of()))
                        .clusters())
                .extracting(ClusterTarget::identity)
                .containsExactly(PLANT);
        assertThat(ways.of(STORE)).isEmpty();
    }

    private Fleet list(ClusterFilter filter) throws IOException {
        return new KubeconfigFleet(contexts.directory(), contexts.names(), ways)
                .list(
                        new FleetInventory.Scope(List.of(), filter),
                        Clock.systemUTC().instant().plusSeconds(20));
    }
}
