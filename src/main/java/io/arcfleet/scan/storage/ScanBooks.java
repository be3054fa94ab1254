package io.arcfleet.scan.storage;

import com.azure.core.util.BinaryData;
import com.fasterxml.jackson.core.type.TypeReference;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.scan.ClusterOutcome;
import io.arcfleet.scan.ScanLedger;
import io.arcfleet.scan.ScanPlan;
import io.arcfleet.scan.ScanRecord;
import io.arcfleet.scan.TargetJson;
import io.arcfleet.snapshot.ClusterTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The blobs of a scan, in a folder of its own: plans (only the one that the scan's entity names counts), outcomes by shard,
 * calls by run, summaries (again the one that is named).
 */
final class ScanBooks {

    static final String CONTAINER = "arcfleet-scans";

    private final ScanBlobs blobs;

    ScanBooks(ScanBlobs blobs) {
        this.blobs = blobs;
    }

    /** What a plan says beside the clusters of each shard. */
    record PlanIndex(List<String> clusterIds, List<ScanSummary.Missing> missing) {}

    ScanHead.Plan writePlan(ScanHead scan, String planId, ScanPlan plan) {
        List<List<ClusterTarget>> shards = plan.shards();
        for (int shard = 0; shard < shards.size(); shard++) {
            blobs.create(targetsName(scan, planId, shard), TargetJson.write(shards.get(shard)));
        }
        List<String> clusterIds = shards.stream()
                .flatMap(List::stream)
                .map(target -> target.identity().id())
                .toList();
        blobs.create(indexName(scan, planId), LedgerJson.write(new PlanIndex(clusterIds, plan.missing())));
        return new ScanHead.Plan(planId, plan.clusters(), shards.size());
    }

    List<ClusterTarget> targets(ScanHead scan, int shard) {
        String name = targetsName(scan, planned(scan).id(), shard);
        return blobs.read(name)
                .map(stored -> TargetJson.read(stored.content().toBytes()))
                .orElseThrow(() -> new NoSuchElementException("the plan of the scan was deleted: " + name));
    }

    List<ClusterOutcome> outcomes(ScanHead scan, int shard) {
        return blobs.read(outcomesName(scan, shard))
                .map(stored -> outcomes(stored.content()))
                .orElse(List.of());
    }

    /** Adds outcomes to those of a shard, unless their clusters have one. */
    void add(ScanHead scan, int shard, List<ClusterOutcome> added) {
        String name = outcomesName(scan, shard);
        for (Attempts attempts = new Attempts("add to " + name); ; attempts.pause()) {
            Optional<ScanBlobs.Stored> stored = blobs.read(name);
            Map<String, ClusterOutcome> all = new LinkedHashMap<>();
            stored.ifPresent(
                    there -> outcomes(there.content()).forEach(outcome -> all.put(outcome.clusterId(), outcome)));
            int before = all.size();
            added.forEach(outcome -> all.putIfAbsent(outcome.clusterId(), outcome));
            if (all.size() == before) {
                return;
            }
            byte[] content = LedgerJson.write(List.copyOf(all.values()));
            Map<String, String> counts = ShardTally.of(all.values()).metadata();
            if (blobs.write(
                    name, content, counts, stored.map(ScanBlobs.Stored::version).orElse(null))) {
                return;
            }
        }
    }

    /** The counts of all shards, from the metadata of their outcomes: one call for 5,000 shards. */
    ShardTally tally(ScanHead scan) {
        List<ShardTally> shards = new ArrayList<>();
        blobs.list(outcomesFolder(scan), (name, metadata) -> shards.add(ShardTally.read(metadata)));
        return shards.stream().reduce(ShardTally.none(), ShardTally::plus);
    }

    void addCalls(ScanHead scan, String run, SortedMap<String, ScanSummary.Calls> calls) {
        blobs.create(callsFolder(scan) + StorageKey.hash(run) + ".json", LedgerJson.write(calls));
    }

    ScanLedger.Account account(ScanHead scan, ScanRecord record) {
        List<ClusterOutcome> outcomes = new ArrayList<>();
        blobs.list(
                outcomesFolder(scan),
                (name, metadata) -> blobs.read(name).ifPresent(stored -> outcomes.addAll(outcomes(stored.content()))));
        PlanIndex plan = Optional.ofNullable(scan.plan())
                .flatMap(made -> blobs.read(indexName(scan, made.id())))
                .map(stored -> LedgerJson.read(stored.content(), new TypeReference<PlanIndex>() {}))
                .orElse(new PlanIndex(List.of(), List.of()));
        return new ScanLedger.Account(record, List.copyOf(outcomes), plan.clusterIds(), plan.missing(), calls(scan));
    }

    void writeSummary(ScanHead scan, String summaryId, ScanSummary summary) {
        blobs.create(summaryName(scan, summaryId), LedgerJson.write(summary));
    }

    Optional<ScanSummary> summary(ScanHead scan) {
        return Optional.ofNullable(scan.ending())
                .flatMap(ending -> blobs.read(summaryName(scan, ending.summaryId())))
                .map(stored -> LedgerJson.read(stored.content(), new TypeReference<ScanSummary>() {}));
    }

    void delete(ScanHead scan) {
        blobs.delete(scan.folder());
    }

    private SortedMap<String, ScanSummary.Calls> calls(ScanHead scan) {
        SortedMap<String, ScanSummary.Calls> sum = new TreeMap<>();
        blobs.list(
                callsFolder(scan),
                (name, metadata) -> blobs.read(name)
                        .ifPresent(stored -> LedgerJson.read(
                                        stored.content(), new TypeReference<TreeMap<String, ScanSummary.Calls>>() {})
                                .forEach((service, calls) -> sum.merge(service, calls, ScanSummary.Calls::plus))));
        return sum;
    }

    private static List<ClusterOutcome> outcomes(BinaryData json) {
        return LedgerJson.read(json, new TypeReference<List<ClusterOutcome>>() {});
    }

    private static ScanHead.Plan planned(ScanHead scan) {
        if (scan.plan() == null) {
            throw new NoSuchElementException("scan " + scan.order().scanId() + " has no plan");
        }
        return scan.plan();
    }

    private static String targetsName(ScanHead scan, String planId, int shard) {
        return scan.folder() + "plans/" + planId + "/shards/" + number(shard) + ".json";
    }

    private static String indexName(ScanHead scan, String planId) {
        return scan.folder() + "plans/" + planId + "/index.json";
    }

    private static String outcomesFolder(ScanHead scan) {
        return scan.folder() + "outcomes/";
    }

    private static String outcomesName(ScanHead scan, int shard) {
        return outcomesFolder(scan) + number(shard) + ".json";
    }

    private static String callsFolder(ScanHead scan) {
        return scan.folder() + "calls/";
    }

    private static String summaryName(ScanHead scan, String summaryId) {
        return scan.folder() + "summaries/" + summaryId + ".json";
    }

    private static String number(int shard) {
        return String.format(Locale.ROOT, "%06d", shard);
    }
}
