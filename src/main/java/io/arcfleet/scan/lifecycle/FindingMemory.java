package io.arcfleet.scan.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of clusters between scans, shared by all instances of the app. Scans of different scopes may write the
 * same cluster at the same moment: none overwrites what it has not seen.
 */
public interface FindingMemory {

    /**
     * A memory as it was read.
     *
     * @param version tells whether it has changed since
     */
    record Remembered(ClusterMemory memory, String version) {}

    /**
     * A memory to be written.
     *
     * @param version of the memory that it follows from, null when there was none
     */
    record Change(ClusterMemory memory, @Nullable String version) {}

    /**
     * What is remembered, by cluster id; clusters without a memory are left out.
     *
     * @throws RuntimeException when it cannot be read, in bounded time
     */
    Map<String, Remembered> load(Collection<String> clusterIds);

    /**
     * Writes memories. One that has changed since it was read is {@linkplain ClusterMemory#joinedWith joined} with what is there.
     *
     * @throws RuntimeException when one cannot be written, in bounded time; others may have been
     */
    void store(List<Change> changes);

    /** Deletes memories of clusters whose last scan was more than {@code retention} before {@code at}; returns how many. */
    int deleteOlderThan(Duration retention, Instant at);
}
