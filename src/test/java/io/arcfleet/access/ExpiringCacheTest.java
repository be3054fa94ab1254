package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ExpiringCacheTest {

    private final ConnectScene.MovingClock clock = new ConnectScene.MovingClock();
    private final ExpiringCache<String> cache = new ExpiringCache<>(clock);

    @Test
    void keepsAValueUntilItsTime() {
        cache.put("a", "value", ConnectScene.NOW.plusSeconds(10));

        clock.now = ConnectScene.NOW.plusSeconds(9);
        assertThat(cache.get("a")).contains("value");
        clock.now = ConnectScene.NOW.plusSeconds(10);
        assertThat(cache.get("a")).isEmpty();
    }

    @Test
    void doesNotGrowWithWhatIsOutOfDate() {
        for (int i = 0; i < 100; i++) {
            cache.put("cluster-" + i, "value", clock.now.plusSeconds(10));
            clock.now = clock.now.plus(Duration.ofSeconds(5));
        }

        assertThat(cache.size()).isEqualTo(2);
    }
}
