package io.arcfleet.scan.storage;

import com.azure.core.util.BinaryData;
import com.azure.data.tables.models.TableEntity;
import com.fasterxml.jackson.core.type.TypeReference;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.scan.ScanOrder;
import io.arcfleet.scan.ScanRecord;
import io.arcfleet.scan.ScanState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entity of a scan.
 *
 * @param row its row key, newest first
 * @param scopeRow row key of the lock of its scope
 * @param version the entity's ETag, empty before it is written
 * @param endAnnouncer who took it on to send the message that ends the scan, null before
 * @param plan null before it is made
 * @param ending null while it runs
 */
record ScanHead(
        String row,
        String scopeRow,
        String version,
        ScanOrder order,
        Instant requestedAt,
        Instant deadline,
        boolean cancelled,
        @Nullable String endAnnouncer,
        @Nullable Plan plan,
        @Nullable Ending ending) {

    /** All entities of this table: what is in one partition can change in one transaction. */
    static final String PARTITION = "scan";

    /** Row keys of scans, of pointers to them by scan id, and of locks start with one of these. */
    static final String ROW = "time-";

    static final String ID_ROW = "id-";
    static final String SCOPE_ROW = "scope-";

    private static final String ETAG = "odata.etag";

    /** A text property holds 64 KiB of UTF-16 ("Understanding the Table service data model"). */
    private static final int TEXT_LIMIT = 32_000;

    /** With these, an order of 10,000 subscriptions fits, and the entity stays below its 1 MiB. */
    private static final int TEXTS_LIMIT = 14;

    /** Which plan counts: the name of its blobs and its sizes. */
    record Plan(String id, int clusters, int shards) {}

    /** How the scan ended: the name of its summary's blob and the final counts. */
    record Ending(String summaryId, Instant at, ScanOutcome outcome, ShardTally tally) {}

    static ScanHead admitted(ScanOrder order, String scopeKey, Instant at, Instant deadline) {
        return new ScanHead(
                ROW + StorageKey.newestFirst(at) + "-" + StorageKey.of(order.scanId()),
                SCOPE_ROW + StorageKey.hash(scopeKey),
                "",
                order,
                at,
                deadline,
                false,
                null,
                null,
                null);
    }

    static ScanHead read(TableEntity entity) {
        StringBuilder order = new StringBuilder();
        for (int i = 0; entity.getProperty("Order" + i) instanceof String part; i++) {
            order.append(part);
        }
        return new ScanHead(
                entity.getRowKey(),
                text(entity, "ScopeRow"),
                entity.getETag(),
                json(order.toString(), new TypeReference<ScanOrder>() {}),
                Instant.parse(text(entity, "RequestedAt")),
                Instant.parse(text(entity, "Deadline")),
                Boolean.TRUE.equals(entity.getProperty("Cancelled")),
                entity.getProperty("EndAnnouncer") instanceof String announcer ? announcer : null,
                entity.getProperty("Plan") instanceof String plan ? json(plan, new TypeReference<Plan>() {}) : null,
                entity.getProperty("Ending") instanceof String ending
                        ? json(ending, new TypeReference<Ending>() {})
                        : null);
    }

    /** Everything, for the first write. */
    TableEntity created() {
        TableEntity entity = changed();
        entity.addProperty("ScopeRow", scopeRow)
                .addProperty("RequestedAt", requestedAt.toString())
                .addProperty("Deadline", deadline.toString());
        String json = json(order);
        int end = 0;
        for (int part = 0; end < json.length(); part++) {
            if (part == TEXTS_LIMIT) {
                throw new IllegalArgumentException(
                        "the scope of the scan is too large to keep: " + json.length() + " characters");
            }
            int start = end;
            end = Math.min(json.length(), start + TEXT_LIMIT);
            // Half a character would not survive the way as UTF-8.
            end -= Character.isHighSurrogate(json.charAt(end - 1)) ? 1 : 0;
            entity.addProperty("Order" + part, json.substring(start, end));
        }
        return entity;
    }

    /** What may change, to be merged into the entity of the same version. */
    TableEntity changed() {
        TableEntity entity = new TableEntity(PARTITION, row).addProperty("Cancelled", cancelled);
        if (!version.isEmpty()) {
            entity.addProperty(ETAG, version);
        }
        if (endAnnouncer != null) {
            entity.addProperty("EndAnnouncer", endAnnouncer);
        }
        if (plan != null) {
            entity.addProperty("Plan", json(plan));
        }
        if (ending != null) {
            entity.addProperty("Ending", json(ending));
        }
        return entity;
    }

    ScanHead withCancelled() {
        return new ScanHead(row, scopeRow, version, order, requestedAt, deadline, true, endAnnouncer, plan, ending);
    }

    ScanHead withEndAnnouncer(String announcer) {
        return new ScanHead(row, scopeRow, version, order, requestedAt, deadline, cancelled, announcer, plan, ending);
    }

    ScanHead withPlan(Plan made) {
        return new ScanHead(
                row, scopeRow, version, order, requestedAt, deadline, cancelled, endAnnouncer, made, ending);
    }

    ScanHead withEnding(Ending last) {
        return new ScanHead(row, scopeRow, version, order, requestedAt, deadline, cancelled, endAnnouncer, plan, last);
    }

    /** Name of the scan's pointer row. */
    String idRow() {
        return idRow(order.scanId());
    }

    static String idRow(String scanId) {
        return ID_ROW + StorageKey.of(scanId);
    }

    /** What the names of all blobs of the scan start with. */
    String folder() {
        return StorageKey.of(order.scanId()) + "/";
    }

    boolean hasEnded() {
        return ending != null;
    }

    /**
     * The scan as the port tells it.
     *
     * @param running counts while it runs; an ended scan has its own
     */
    ScanRecord record(ShardTally running) {
        ShardTally tally = ending == null ? running : ending.tally();
        Map<Health, Integer> health = tally.health();
        ScanState state = plan == null ? ScanState.REQUESTED : ScanState.RUNNING;
        return new ScanRecord(
                order,
                ending == null ? state : ScanState.ENDED,
                requestedAt,
                deadline,
                cancelled,
                plan == null ? 0 : plan.clusters(),
                tally.done(),
                plan == null ? 0 : plan.shards(),
                health,
                ending == null ? null : ending.outcome());
    }

    private static String text(TableEntity entity, String property) {
        return String.valueOf(entity.getProperty(property));
    }

    private static String json(Object record) {
        return new String(LedgerJson.write(record), StandardCharsets.UTF_8);
    }

    private static <T> T json(String text, TypeReference<T> type) {
        return LedgerJson.read(BinaryData.fromString(text), type);
    }
}
