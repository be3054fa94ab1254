package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.MovingClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ExpiringCacheTest {

    private final MovingClock clock = new MovingClock(ConnectScene.NOW);
    private final ExpiringCache<String> cache = new ExpiringCache<>(clock);

    @Test
    void keepsAValueUntilItsTime() {
        cache.put("a", "value", ConnectScene.NOW.plusSeconds(10));

        clock.set(ConnectScene.NOW.plusSeconds(9));
        assertThat(cache.get("a")).contains("value");
        clock.set(ConnectScene.NOW.plusSeconds(10));
        assertThat(cache.get("a")).isEmpty();
    }

    @Test
    void doesNotGrowWithWhatIsOutOfDate() {
        for (int i = 0; i < 100; i++) {
            cache.put("cluster-" + i, "value", clock.instant().plusSeconds(10));
            clock.pass(Duration.ofSeconds(5));
        }

        assertThat(cache.size()).isEqualTo(2);
    }
}
