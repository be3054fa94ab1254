package io.arcfleet.scan.lifecycle;

import io.arcfleet.finding.TrackedFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is remembered of the findings of one cluster, with a bound: resolved ones are forgotten first, and whatever is forgotten
 * is new when it is found again.
 *
 * @param clusterId lower-case resource ID
 * @param scanId the scan that wrote it last
 * @param observedAt the newest observation that is in it
 * @param findings after that scan
 * @param before before that scan: its shard may come again, and must then start from the same
 */
public record ClusterMemory(
        String clusterId,
        String scanId,
        Instant observedAt,
        List<TrackedFinding> findings,
        List<TrackedFinding> before) {

    /** Findings that are remembered of a cluster at most. */
    public static final int MOST = 500;

    public ClusterMemory {
        findings = bounded(findings);
        before = bounded(before);
    }

    /** The memory of a cluster of which nothing is remembered. */
    public static ClusterMemory none(String clusterId) {
        return new ClusterMemory(clusterId, "", Instant.EPOCH, List.of(), List.of());
    }

    /** Whether there is nothing to write down. */
    public boolean isEmpty() {
        return findings.isEmpty() && before.isEmpty();
    }

    /**
     * This memory, written down by its scan, and what another scan has remembered meanwhile: of a finding that both know the
     * newer observation counts, and none is lost, for a finding that is forgotten can never be resolved.
     */
    public ClusterMemory joinedWith(ClusterMemory other) {
        boolean newer = !observedAt.isBefore(other.observedAt);
        Map<String, TrackedFinding> all = new LinkedHashMap<>();
        (newer ? findings : other.findings)
                .forEach(tracked -> all.put(tracked.finding().id(), tracked));
        (newer ? other.findings : findings)
                .forEach(tracked -> all.putIfAbsent(tracked.finding().id(), tracked));
        return new ClusterMemory(
                clusterId, scanId, newer ? observedAt : other.observedAt, new ArrayList<>(all.values()), before);
    }

    private static List<TrackedFinding> bounded(List<TrackedFinding> findings) {
        if (findings.size() <= MOST) {
            return List.copyOf(findings);
        }
        Map<Boolean, List<TrackedFinding>> byResolved =
                findings.stream().collect(Collectors.partitioningBy(TrackedFinding::isResolved));
        return Stream.of(false, true)
                .flatMap(resolved -> byResolved.getOrDefault(resolved, List.of()).stream())
                .limit(MOST)
                .toList();
    }
}
