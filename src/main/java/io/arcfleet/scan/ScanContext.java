package io.arcfleet.scan;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the running thread works on: its scan, shard and cluster. Whoever writes log lines puts {@link #words()} before
 * each, so no statement names them, and lines of libraries have them too.
 *
 * @param shard null outside of a shard
 * @param clusterId null outside of a cluster
 */
public record ScanContext(
        String scanId, @Nullable Integer shard, @Nullable String clusterId) {

    private static final ThreadScope<ScanContext> RUNNING = new ThreadScope<>();

    /** Of a scan as a whole. */
    static ScanContext ofScan(String scanId) {
        return new ScanContext(scanId, null, null);
    }

    static ScanContext ofShard(ShardMessage message) {
        return new ScanContext(message.scanId(), message.shard(), null);
    }

    /** Of a cluster of the shard that the thread works on, or of the scan when there are no shards. */
    static ScanContext ofCluster(String scanId, String clusterId) {
        Integer shard = RUNNING.current().map(ScanContext::shard).orElse(null);
        return new ScanContext(scanId, shard, clusterId);
    }

    /** The keys and values of the running thread, each followed by a blank; empty outside of a scan. */
    public static String words() {
        Optional<ScanContext> current = RUNNING.current();
        return current.map(ScanContext::text).orElse("");
    }

    <T> T call(Supplier<T> work) {
        return RUNNING.call(this, work);
    }

    void run(Runnable work) {
        RUNNING.call(this, () -> {
            work.run();
            return this;
        });
    }

    private String text() {
        return "scanId=" + scanId
                + (shard == null ? "" : " shard=" + shard)
                + (clusterId == null ? "" : " clusterId=" + clusterId)
                + " ";
    }
}
