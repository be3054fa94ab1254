package io.arcfleet.scan;

import io.arcfleet.finding.ScanSummary;
import io.arcfleet.snapshot.ClusterTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the scans of the function app have done so far, shared by all its instances. Every method may be called again
 * with the same arguments, at the same moment too, and then changes nothing more: messages are delivered at least once.
 */
public interface ScanLedger {

    /**
     * Admits a scan, unless one of the same scope is still running: then that one is returned.
     *
     * @param order with a new scan id
     * @param scopeKey the same for the same scope
     */
    ScanRecord admit(ScanOrder order, String scopeKey, Instant at, Instant deadline);

    /** A scan. */
    Optional<ScanRecord> find(String scanId);

    /** The last scans, newest first, at most {@code limit}. */
    List<ScanRecord> recent(int limit);

    /** Scans that have not ended, oldest first. */
    List<ScanRecord> running();

    /** Writes the plan of a scan; the first plan counts, a later one changes nothing. Returns the scan as it is then. */
    ScanRecord plan(String scanId, ScanPlan plan);

    /** The clusters of a shard, counted from 0. */
    List<ClusterTarget> shard(String scanId, int shard);

    /** The outcomes of a shard that are already there. */
    List<ClusterOutcome> outcomes(String scanId, int shard);

    /** Adds outcomes of a shard; a cluster that has one keeps it. Returns the scan as it is then. */
    ScanRecord add(String scanId, int shard, List<ClusterOutcome> outcomes);

    /**
     * Notes that the end of a scan is being announced. True for the first caller alone: of several shards that are done at
     * the same moment, one sends the message that ends the scan.
     */
    boolean announceEnd(String scanId);

    /** Adds the calls that one run made, for the summary; {@code run} is unique to the run. */
    void addCalls(String scanId, String run, SortedMap<String, ScanSummary.Calls> calls);

    /** Marks a scan as cancelled; one that has ended stays as it is. */
    Optional<ScanRecord> cancel(String scanId);

    /** Everything that was written of a scan, for its summary. */
    Optional<Account> account(String scanId);

    /**
     * Ends a scan with its summary. True for the one caller whose summary counts.
     */
    boolean end(String scanId, ScanSummary summary);

    /** The summary of a scan that has ended. */
    Optional<ScanSummary> summary(String scanId);

    /** Deletes scans that ended more than {@code retention} before {@code at}; returns how many. */
    int deleteOlderThan(Duration retention, Instant at);

    /**
     * What was written of a scan.
     *
     * @param outcomes of every shard
     * @param clusterIds every cluster of the plan
     * @param missing what the inventory could not read
     * @param calls of every run, added up by service
     */
    record Account(
            ScanRecord scan,
            List<ClusterOutcome> outcomes,
            List<String> clusterIds,
            List<ScanSummary.Missing> missing,
            SortedMap<String, ScanSummary.Calls> calls) {}
}
