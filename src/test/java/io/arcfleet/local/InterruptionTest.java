package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.config.ScanLimits;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.fleet.Fleet;
import io.arcfleet.fleet.FleetInventory;
import io.arcfleet.scan.FleetScan;
import io.arcfleet.scan.ScanOrder;
import io.arcfleet.scan.ScanProgress;
import io.arcfleet.sink.SinkGroup;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class InterruptionTest {

    @Test
    void ctrlCBeforeThereIsAScanCancelsItAsSoonAsThereIsOne() {
        try (Interruption interruption = Interruption.watch()) {
            interruption.interrupt();
            FleetScan scan = scan();

            interruption.cancels(scan);

            assertThat(run(scan).outcome()).isEqualTo(ScanOutcome.CANCELLED);
        }
    }

    @Test
    void ctrlCCancelsTheScanThatRuns() {
        try (Interruption interruption = Interruption.watch()) {
            FleetScan scan = scan();
            interruption.cancels(scan);

            interruption.interrupt();

            assertThat(run(scan).outcome()).isEqualTo(ScanOutcome.CANCELLED);
        }
    }

    private static ScanSummary run(FleetScan scan) {
        return scan.run(
                new ScanOrder(
                        "scan-1",
                        "test",
                        true,
                        new FleetInventory.Scope(List.of(), ClusterFilter.all()),
                        Map.of("kind", "test")),
                ScanProgress.none());
    }

    private static FleetScan scan() {
        return new FleetScan(
                (scope, deadline) -> new Fleet(List.of(), List.of()),
                (order, target) -> {
                    throw new IllegalStateException("there are no clusters");
                },
                new SinkGroup(List.of()),
                ScanLimits.defaults(),
                TreeMap::new,
                Clock.systemUTC());
    }
}
