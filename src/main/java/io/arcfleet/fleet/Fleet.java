package io.arcfleet.fleet;

import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Reason;
import java.util.List;

/**
 * The clusters of a scope.
 *
 * @param clusters sorted by id, each once
 * @param unread subscriptions of the scope that were not read, or not read in full
 */
public record Fleet(List<ClusterTarget> clusters, List<Unread> unread) {

    public Fleet {
        clusters = List.copyOf(clusters);
        unread = List.copyOf(unread);
    }

    /**
     * A subscription that was not read in full.
     *
     * @param subscription its lower-case GUID, or another scope's name
     * @param detail what was tried and what came back, one sentence
     */
    public record Unread(String subscription, Reason reason, String detail) {}
}
