package io.arcfleet.scan;

import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withPods;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Thresholds;
import io.arcfleet.finding.CheckResult.Failed;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.PrintedPods;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The two listings that the troubleshooting guide prints, judged by every check. */
final class GuideListingsTest {

    @Test
    void ofTheFirstListingOnlyTheRunningPodThatIsNotReadyIsFound() {
        assertThat(found("guide-listing-running.txt")).containsExactly("agent-pods-ready deployment/config-agent");
    }

    @Test
    void ofTheSecondListingTheTwoCrashLoopsAreFound() {
        assertThat(found("guide-listing-timed-out.txt"))
                .containsExactly(
                        "agent-pods-running deployment/clusterconnect-agent",
                        "agent-pods-running deployment/config-agent");
    }

    @Test
    void theListingsAreReadInFull() {
        assertThat(PrintedPods.of("guide-listing-running.txt")).hasSize(11);
        assertThat(PrintedPods.of("guide-listing-timed-out.txt"))
                .extracting(AgentPod::workload, AgentPod::containersReady, AgentPod::containersExpected)
                .containsExactly(
                        tuple("deployment/cluster-metadata-operator", 2, 2),
                        tuple("deployment/clusterconnect-agent", 2, 3),
                        tuple("deployment/clusteridentityoperator", 2, 2),
                        tuple("deployment/config-agent", 1, 2));
    }

    private static List<String> found(String listing) {
        AgentPod[] pods = PrintedPods.of(listing).toArray(AgentPod[]::new);
        return new CheckRunner(CheckCatalog.standard(Thresholds.defaults()))
                .run(withPods(healthy(), pods)).stream()
                        .flatMap(
                                result -> result instanceof Failed failed ? failed.findings().stream() : Stream.empty())
                        .map(finding ->
                                finding.checkId() + " " + finding.issue().subject())
                        .toList();
    }
}
