package io.arcfleet.access.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.access.ClusterProxy.Endpoint;
import io.arcfleet.config.Cloud;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BackOffTest {

    private static final Unavailable<Endpoint> WHY = new Unavailable<>(AccessFault.PROXY_DIED, "it ended");

    private final BackOff backOff = new BackOff(new ProxyProgram(
            Path.of("/opt/arcProxy"),
            Cloud.PUBLIC,
            Optional.empty(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofHours(1),
            Duration.ofHours(3)));

    @Test
    void startsWithoutAPause() {
        assertThat(backOff.left().isPositive()).isFalse();
        assertThat(backOff.reason()).isEmpty();
    }

    @Test
    void pausesTwiceAsLongEachTimeUpToTheLongest() {
        assertThat(pauseAfterDeath(Duration.ZERO)).isEqualTo(1);
        assertThat(pauseAfterDeath(Duration.ZERO)).isEqualTo(2);
        assertThat(pauseAfterDeath(Duration.ZERO)).isEqualTo(3);
        assertThat(pauseAfterDeath(Duration.ZERO)).isEqualTo(3);
        assertThat(backOff.reason()).contains(WHY);
    }

    @Test
    void forgetsTheDeathsBeforeALongLife() {
        pauseAfterDeath(Duration.ZERO);
        pauseAfterDeath(Duration.ZERO);

        assertThat(pauseAfterDeath(Duration.ofHours(3))).isEqualTo(1);
    }

    @Test
    void isWaitedForUntilThreeStartsInARowFailed() {
        backOff.failed(WHY);
        backOff.failed(WHY);
        assertThat(backOff.inVain()).isEmpty();
        backOff.started();
        backOff.failed(WHY);
        backOff.failed(WHY);
        assertThat(backOff.inVain()).isEmpty();
        backOff.failed(WHY);
        assertThat(backOff.inVain()).contains(WHY);
    }

    /** Hours, to the nearest: some of the first has passed already. */
    private long pauseAfterDeath(Duration uptime) {
        backOff.died(uptime, WHY);
        return backOff.left().plusMinutes(30).toHours();
    }
}
