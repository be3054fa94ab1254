package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.config.ScanLimits;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class ScanLinesTest {

    private static final ScanOrder ORDER =
            new ScanOrder("scan-1", "test", true, new FleetInventory.Scope(List.of(), ClusterFilter.all()), Map.of());

    @Test
    void a_line_names_the_scan_that_runs_also_on_a_thread_of_the_scan() {
        AtomicReference<String> within = new AtomicReference<>();
        AtomicReference<String> again = new AtomicReference<>();
        FleetInventory logging = (scope, deadline) -> {
            within.set(line());
            again.set(new ScanLines().formatMessage(new LogRecord(Level.INFO, within.get())));
            return new Fleet(List.of(), List.of());
        };

        new FleetScan(
                        logging,
                        (order, target) -> {
                            throw new AssertionError("there are no clusters");
                        },
                        new SinkGroup(List.of()),
                        ScanLimits.defaults(),
                        TreeMap::new,
                        Clock.systemUTC())
                .run(ORDER, ScanProgress.none());

        assertThat(within).hasValue("scanId=scan-1 12 items");
        assertThat(again).hasValue("scanId=scan-1 12 items");
        assertThat(line()).isEqualTo("12 items");
    }

    private static String line() {
        LogRecord line = new LogRecord(Level.INFO, "{0} items");
        line.setParameters(new Object[] {12});
        return new ScanLines().formatMessage(line);
    }
}
