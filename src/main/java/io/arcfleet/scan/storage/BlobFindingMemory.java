package io.arcfleet.scan.storage;

import com.azure.storage.blob.BlobServiceClient;
import com.fasterxml.jackson.core.type.TypeReference;
import io.arcfleet.scan.lifecycle.ClusterMemory;
import io.arcfleet.scan.lifecycle.FindingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A memory of findings in the container {@value #CONTAINER} of a storage account: a blob for each cluster that has something to
 * remember, changed by its ETag. A shard reads one small blob per cluster, and writes those of clusters with findings.
 */
public final class BlobFindingMemory implements FindingMemory {

    static final String CONTAINER = "arcfleet-findings";

    private static final Logger LOG = LoggerFactory.getLogger(BlobFindingMemory.class);

    /** For all clusters of a shard. Much longer, and who waits for it would be late itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int SIDE_BY_SIDE = 16;

    /** When the cluster was last observed, so that a listing finds the old ones without reading any. */
    private static final String OBSERVED_AT = "observedat";

    private final ScanBlobs blobs;

    /** The memory in the given account; its container is made on first use. */
    public BlobFindingMemory(BlobServiceClient blobs) {
        this.blobs = new ScanBlobs(blobs, CONTAINER);
    }

    @Override
    public Map<String, Remembered> load(Collection<String> clusterIds) {
        Map<String, Remembered> found = new LinkedHashMap<>();
        List<Callable<Optional<Remembered>>> reads = clusterIds.stream()
                .map(clusterId -> (Callable<Optional<Remembered>>) () -> read(clusterId))
                .toList();
        sideBySide(reads)
                .forEach(read -> read.ifPresent(
                        remembered -> found.put(remembered.memory().clusterId(), remembered)));
        return found;
    }

    @Override
    public void store(List<Change> changes) {
        sideBySide(changes.stream()
                .map(change -> Executors.callable(() -> write(change)))
                .toList());
    }

    @Override
    public int deleteOlderThan(Duration retention, Instant at) {
        long oldest = at.minus(retention).toEpochMilli();
        return blobs.delete(metadata -> Long.parseLong(metadata.getOrDefault(OBSERVED_AT, "0")) < oldest);
    }

    private Optional<Remembered> read(String clusterId) {
        return blobs.read(name(clusterId)).map(stored -> new Remembered(memory(clusterId, stored), stored.version()));
    }

    /** What cannot be understood is forgotten: kept, it would take the states of its cluster away for good. */
    private static ClusterMemory memory(String clusterId, ScanBlobs.Stored stored) {
        try {
            return LedgerJson.read(stored.content(), new TypeReference<>() {});
        } catch (IllegalStateException e) {
            LOG.atWarn().addKeyValue("cluster", clusterId).log("what is remembered of the findings is damaged");
            return ClusterMemory.none(clusterId);
        }
    }

    private void write(Change change) {
        ClusterMemory memory = change.memory();
        String clusterId = memory.clusterId();
        @Nullable String version = change.version();
        for (Attempts attempts = new Attempts("remember the findings of " + clusterId); ; attempts.pause()) {
            Map<String, String> metadata =
                    Map.of(OBSERVED_AT, String.valueOf(memory.observedAt().toEpochMilli()));
            if (blobs.write(name(clusterId), LedgerJson.write(memory), metadata, version)) {
                return;
            }
            Optional<Remembered> there = read(clusterId);
            memory = there.map(Remembered::memory)
                    .map(change.memory()::joinedWith)
                    .orElse(change.memory());
            version = there.map(Remembered::version).orElse(null);
        }
    }

    private static String name(String clusterId) {
        return StorageKey.hash(clusterId) + ".json";
    }

    private static <T> List<T> sideBySide(List<Callable<T>> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(
                SIDE_BY_SIDE, Thread.ofVirtual().name("memory-", 0).factory());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> call : threads.invokeAll(calls, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                results.add(call.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (CancellationException e) {
            throw new IllegalStateException("not done within " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
