package io.arcfleet.scan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.data.tables.models.TableEntity;
import io.arcfleet.config.ClusterFilter;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.scan.ScanOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScanHeadTest {

    private static final Instant AT = Instant.parse("2026-08-01T12:00:00Z");

    /** The largest body of a request, 384 KiB, and the subscriptions of its 1,000 clusters. */
    private static final int LARGEST = 384 * 1024 + 1_000 * 39;

    @Test
    void theLargestOrderThatCanBeAskedForFits() {
        TableEntity entity = head("a".repeat(LARGEST)).created();

        assertThat(entity.getProperties().values())
                .filteredOn(String.class::isInstance)
                .allSatisfy(text -> assertThat(((String) text).getBytes(StandardCharsets.UTF_16LE))
                        .hasSizeLessThan(64 * 1024));
    }

    @Test
    void aLargerOneIsRefused() {
        assertThatThrownBy(() -> head("a".repeat(500_000)).created())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too large to keep");
    }

    @Test
    void noCharacterIsCutInTwo() {
        for (int shift : new int[] {0, 1}) {
            String name = "a".repeat(shift) + "\uD83D\uDE80".repeat(40_000);

            TableEntity entity = head(name).created();

            assertThat(entity.getProperties().values())
                    .filteredOn(String.class::isInstance)
                    .allSatisfy(text -> assertThat(new String(
                                    ((String) text).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                            .isEqualTo(text));
            assertThat(ScanHead.read(entity).order().scope().filter().resourceGroups())
                    .containsExactly(name);
        }
    }

    private static ScanHead head(String name) {
        ClusterFilter filter = new ClusterFilter(List.of(name), List.of(), Map.of(), List.of());
        ScanOrder order = new ScanOrder("large", "http", false, new FleetInventory.Scope(List.of(), filter), Map.of());
        return ScanHead.admitted(order, "large", AT, AT);
    }
}
