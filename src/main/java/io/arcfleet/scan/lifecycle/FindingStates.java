package io.arcfleet.scan.lifecycle;

import io.arcfleet.config.PlainText;
import io.arcfleet.scan.lifecycle.FindingMemory.Change;
import io.arcfleet.scan.lifecycle.FindingMemory.Remembered;
import io.arcfleet.sink.ClusterReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the findings of reports their states, over a memory. A memory that fails costs states, never rows: its failures end
 * here, in the log.
 */
public final class FindingStates {

    private static final Logger LOG = LoggerFactory.getLogger(FindingStates.class);

    private final FindingMemory memory;
    private final FindingLifecycle lifecycle;

    /** With what is remembered and the rules. */
    public FindingStates(FindingMemory memory, FindingLifecycle lifecycle) {
        this.memory = memory;
        this.lifecycle = lifecycle;
    }

    /**
     * Reports with the states of their findings.
     *
     * @param changes to be remembered once the reports are delivered
     */
    public record Tracked(List<ClusterReport> reports, List<Change> changes) {
        public Tracked {
            reports = List.copyOf(reports);
            changes = List.copyOf(changes);
        }
    }

    /** The reports with states; without a memory every finding is open, and the memory stays as it is. */
    public Tracked track(List<ClusterReport> reports) {
        Map<String, Remembered> remembered;
        try {
            remembered =
                    memory.load(reports.stream().map(FindingStates::clusterId).toList());
        } catch (RuntimeException e) {
            warn("findings are open without a history: what is remembered cannot be read", e);
            return new Tracked(reports, List.of());
        }
        List<ClusterReport> tracked = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (ClusterReport report : reports) {
            Remembered before = remembered.get(clusterId(report));
            FindingLifecycle.Step step =
                    lifecycle.step(before == null ? ClusterMemory.none(clusterId(report)) : before.memory(), report);
            tracked.add(step.report());
            // Most clusters are healthy, and stay so: of these nothing is written.
            if (!step.memory().isEmpty() || (before != null && !before.memory().isEmpty())) {
                changes.add(new Change(step.memory(), before == null ? null : before.version()));
            }
        }
        return new Tracked(tracked, changes);
    }

    /** Writes down what is to be remembered; to be called when the rows are delivered. */
    public void remember(Tracked tracked) {
        if (tracked.changes().isEmpty()) {
            return;
        }
        try {
            memory.store(tracked.changes());
        } catch (RuntimeException e) {
            warn("the states of findings cannot be remembered, the next scan starts from those before", e);
        }
    }

    private static String clusterId(ClusterReport report) {
        return report.target().identity().id();
    }

    private static void warn(String what, RuntimeException e) {
        LOG.atWarn().log("{}: {}", what, PlainText.of(String.valueOf(e.getMessage())));
    }
}
