package io.arcfleet.scan.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Finding;
import io.arcfleet.finding.FindingState;
import io.arcfleet.finding.TrackedFinding;
import io.arcfleet.scan.lifecycle.FindingMemory.Change;
import io.arcfleet.scan.lifecycle.FindingMemory.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every form of the memory must do. */
@Timeout(60)
public abstract class FindingMemoryContract {

    private static final int RIVALS = 8;
    private static final Instant AT = Instant.parse("2026-08-01T12:00:00.123456789Z");

    /** The memory of this test, opened once more, as by another instance of the app. */
    protected abstract FindingMemory open();

    @Test
    void whatIsRememberedComesBackWhole() {
        ClusterMemory first = memory("/subscriptions/s/x", "scan-1", AT, "one", "two");
        ClusterMemory odd = memory("kubeconfig:h/\u00e9'\"#?\ud83d\ude00", "scan-1", AT, "\u96ea\n\"'");

        store(first, odd);

        assertThat(open().load(List.of(first.clusterId(), odd.clusterId(), "unknown")))
                .hasSize(2)
                .allSatisfy((clusterId, there) ->
                        assertThat(there.memory()).isEqualTo(clusterId.equals(first.clusterId()) ? first : odd));
    }

    @Test
    void nothingIsRememberedOfNobody() {
        assertThat(open().load(List.of("unknown"))).isEmpty();
        assertThat(open().load(List.of())).isEmpty();
        open().store(List.of());
    }

    @Test
    void theNextScanReplacesWhatItHasSeen() {
        store(memory("c", "scan-1", AT, "one"));
        Remembered seen = load("c");
        ClusterMemory next = memory("c", "scan-2", AT.plusSeconds(60), "two");

        open().store(List.of(new Change(next, seen.version())));

        assertThat(load("c").memory()).isEqualTo(next);
        assertThat(load("c").version()).isNotEqualTo(seen.version());
    }

    @Test
    void aScanJoinsWhatItHasNotSeen() {
        store(memory("c", "scan-1", AT, "one"));

        store(memory("c", "scan-2", AT.plusSeconds(60), "two"));

        assertThat(load("c").memory().scanId()).isEqualTo("scan-2");
        assertThat(subjects(load("c").memory())).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void scansThatWriteAtTheSameMomentLoseNothing() throws Exception {
        store(memory("c", "scan-0", AT, "before"));
        String version = load("c").version();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> rivals = new ArrayList<>();
            for (int i = 0; i < RIVALS; i++) {
                Change change = new Change(memory("c", "scan-" + i, AT.plusSeconds(i), "rival-" + i), version);
                rivals.add(threads.submit(() -> open().store(List.of(change))));
            }
            for (Future<?> rival : rivals) {
                rival.get(30, TimeUnit.SECONDS);
            }
        }

        assertThat(subjects(load("c").memory()))
                .containsAll(
                        IntStream.range(0, RIVALS).mapToObj(i -> "rival-" + i).toList());
        assertThat(load("c").memory().observedAt()).isEqualTo(AT.plusSeconds(RIVALS - 1));
    }

    @Test
    void clustersThatAreScannedNoMoreAreForgotten() {
        store(memory("old", "scan-1", AT, "one"), memory("young", "scan-2", AT.plus(Duration.ofDays(5)), "two"));
        Instant now = AT.plus(Duration.ofDays(31));

        assertThat(open().deleteOlderThan(Duration.ofDays(30), now)).isEqualTo(1);
        assertThat(open().deleteOlderThan(Duration.ofDays(30), now)).isZero();

        assertThat(open().load(List.of("old", "young"))).containsOnlyKeys("young");
    }

    @Test
    void aShardOfClustersWithManyFindingsIsKept() {
        String[] subjects = IntStream.range(0, 40).mapToObj(i -> "subject-" + i).toArray(String[]::new);
        List<String> clusterIds =
                IntStream.range(0, 30).mapToObj(i -> "cluster-" + i).toList();

        store(clusterIds.stream()
                .map(clusterId -> memory(clusterId, "scan-1", AT, subjects))
                .toArray(ClusterMemory[]::new));

        assertThat(open().load(clusterIds))
                .containsOnlyKeys(clusterIds)
                .allSatisfy((clusterId, there) ->
                        assertThat(there.memory().findings()).hasSize(40));
    }

    /** Writes without having seen anything. */
    private void store(ClusterMemory... memories) {
        open().store(List.of(memories).stream()
                .map(memory -> new Change(memory, null))
                .toList());
    }

    private Remembered load(String clusterId) {
        return Objects.requireNonNull(open().load(List.of(clusterId)).get(clusterId), clusterId);
    }

    private static List<String> subjects(ClusterMemory memory) {
        return memory.findings().stream()
                .map(tracked -> tracked.finding().issue().subject())
                .toList();
    }

    /** A memory with a finding for each subject, in one state after the other. */
    protected static ClusterMemory memory(String clusterId, String scanId, Instant at, String... subjects) {
        List<TrackedFinding> findings = new ArrayList<>();
        for (String subject : subjects) {
            Finding finding = ClusterStory.finding("a", subject, "It is wrong: " + subject, at);
            findings.add(
                    switch (findings.size() % 4) {
                        case 0 -> tracked(finding);
                        case 1 -> tracked(finding).resolved("the check found nothing", at.plusNanos(1));
                        case 2 -> tracked(finding).unknown("the check could not look");
                        default -> tracked(finding).found(FindingState.REOPENED, at.minusSeconds(9));
                    });
        }
        return new ClusterMemory(
                clusterId, scanId, at, findings, findings.stream().limit(1).toList());
    }

    private static TrackedFinding tracked(Finding finding) {
        return new TrackedFinding(finding, false, "root-cause", FindingState.NEW, finding.observedAt(), null, null);
    }
}
