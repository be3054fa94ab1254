package io.arcfleet.scan.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.CapturedLog;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.FindingState;
import io.arcfleet.finding.TrackedFinding;
import io.arcfleet.scan.memory.InMemoryFindingMemory;
import io.arcfleet.sink.ClusterReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FindingStatesTest {

    private final FailingMemory memory = new FailingMemory();
    private final FindingStates states =
            new FindingStates(memory, new FindingLifecycle(ClusterStory.CHECKS, ClusterStory.RETENTION));
    private final CapturedLog log = CapturedLog.ofRoot();

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void statesGoFromScanToScan() {
        assertThat(scan("one", 1, ClusterStory.failed("a", "x"))).containsExactly(FindingState.NEW);
        assertThat(scan("two", 2, ClusterStory.failed("a", "x"))).containsExactly(FindingState.OPEN);
        assertThat(scan("three", 3, ClusterStory.passed("a"))).containsExactly(FindingState.RESOLVED);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void ofAHealthyClusterNothingIsWritten() {
        assertThat(states.track(List.of(report("one", 1, ClusterStory.passed("a"))))
                        .changes())
                .isEmpty();
    }

    @Test
    void aMemoryThatCannotBeReadCostsStatesAndIsNotOverwritten() {
        scan("one", 1, ClusterStory.failed("a", "x"), ClusterStory.failed("b", "y"));
        memory.fails = true;

        assertThat(scan("two", 2, ClusterStory.failed("a", "x"))).containsExactly(FindingState.OPEN);

        memory.fails = false;
        assertThat(scan("three", 3, ClusterStory.failed("a", "x"), ClusterStory.passed("b")))
                .containsExactly(FindingState.OPEN, FindingState.RESOLVED);
        assertThat(log.lines("what is remembered cannot be read: the account is down"))
                .singleElement()
                .satisfies(line -> assertThat(line.level()).isEqualTo(Level.WARNING));
    }

    @Test
    void aMemoryThatCannotBeWrittenCostsTheNextScanItsHistory() {
        FindingStates.Tracked tracked = states.track(List.of(report("one", 1, ClusterStory.failed("a", "x"))));
        memory.fails = true;

        states.remember(tracked);

        memory.fails = false;
        assertThat(log.lines("cannot be remembered"))
                .singleElement()
                .satisfies(line -> assertThat(line.level()).isEqualTo(Level.WARNING));
        assertThat(scan("two", 2, ClusterStory.failed("a", "x"))).containsExactly(FindingState.NEW);
    }

    private List<FindingState> scan(String scanId, int hour, CheckResult... results) {
        FindingStates.Tracked tracked = states.track(List.of(report(scanId, hour, results)));
        states.remember(tracked);
        return tracked.reports().getFirst().tracked().stream()
                .map(TrackedFinding::state)
                .toList();
    }

    private static ClusterReport report(String scanId, int hour, CheckResult... results) {
        return ClusterStory.report(scanId, ClusterStory.START.plus(Duration.ofHours(hour)), results);
    }

    /** In memory, until it fails. */
    private static final class FailingMemory implements FindingMemory {

        private final InMemoryFindingMemory there = new InMemoryFindingMemory();
        private boolean fails;

        @Override
        public Map<String, Remembered> load(Collection<String> clusterIds) {
            failIfTold();
            return there.load(clusterIds);
        }

        @Override
        public void store(List<Change> changes) {
            failIfTold();
            there.store(changes);
        }

        @Override
        public int deleteOlderThan(Duration retention, Instant at) {
            return there.deleteOlderThan(retention, at);
        }

        private void failIfTold() {
            if (fails) {
                throw new IllegalStateException("the account is down");
            }
        }
    }
}
