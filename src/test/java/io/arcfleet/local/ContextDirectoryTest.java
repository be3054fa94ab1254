package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.ClusterIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ContextDirectoryTest {

    private static final ClusterIdentity STORE = ClusterIdentity.of("s-1", "Stores", "Store-1", "westeurope");
    private static final ClusterIdentity PLANT = ClusterIdentity.of("s-1", "Plants", "Plant-1", "westeurope");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private DirectContexts contexts;

    @BeforeEach
    void start() throws IOException {
        contexts = DirectContexts.in(folder);
    }

    @AfterEach
    void stop() {
        contexts.close();
    }

    @Test
    void eachContextIsNamedByWhatItsClusterSaysInTheOrderAskedFor() throws Exception {
        contexts.leading("first", STORE).leading("second", PLANT).withoutAgents("third");

        assertThat(identify())
                .containsExactly(
                        Map.entry("first", STORE),
                        Map.entry("second", PLANT),
                        Map.entry("third", byContext("127.0.0.1", "third")));
    }

    @Test
    void aClusterKeepsItsIdWhileItsAgentsAreGoneOrItIsAway() throws Exception {
        contexts.leading("first", STORE);
        identify();
        try (DirectContexts later = DirectContexts.in(folder)) {
            later.withoutAgents("first");
            assertThat(later.directory().identify(later.names(), soon())).containsEntry("first", STORE);
            later.at("first", "http://127.0.0.1:1");
            assertThat(later.directory().identify(later.names(), soon())).containsEntry("first", STORE);
        }
    }

    @Test
    void aContextThatLeadsElsewhereNowIsNamedByWhatItsClusterSaysNow() throws Exception {
        contexts.leading("first", STORE);
        identify();

        contexts.leading("first", PLANT);

        assertThat(identify()).containsEntry("first", PLANT);
    }

    @Test
    void anUnreachedClusterThatWasNeverReachedIsNamedByItsServerAndContext() throws Exception {
        contexts.at("dev", "https://My_Host.invalid:6443");

        assertThat(identify()).containsEntry("dev", byContext("my_host.invalid", "dev"));
    }

    @Test
    void afterTheDeadlineNobodyIsAsked() throws Exception {
        contexts.leading("first", STORE);

        assertThat(contexts.directory().identify(contexts.names(), soon().minusSeconds(60)))
                .containsEntry("first", byContext("127.0.0.1", "first"));
        assertThat(contexts.asked()).isEmpty();
    }

    @Test
    void aFaultOfOursWithAContextIsAnUnknownIdentityAndNotTheEndOfTheScan() throws Exception {
        contexts.leading("first", STORE);

        assertThat(contexts.directory(new BrokenClock()).identify(contexts.names(), soon()))
                .containsEntry("first", byContext("127.0.0.1", "first"));
    }

    private Map<String, ClusterIdentity> identify() throws IOException, InterruptedException {
        return contexts.directory().identify(contexts.names(), soon());
    }

    private static Instant soon() {
        return Clock.systemUTC().instant().plusSeconds(20);
    }

    private static ClusterIdentity byContext(String host, String context) {
        return new ClusterIdentity("kubeconfig:" + host + "/" + context, context, null, null, null);
    }

    private static final class BrokenClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            throw new IllegalStateException("our own fault");
        }
    }
}
