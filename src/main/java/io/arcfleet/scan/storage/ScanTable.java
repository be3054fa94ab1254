package io.arcfleet.scan.storage;

import com.azure.core.util.Context;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableErrorCode;
import com.azure.data.tables.models.TableServiceException;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table {@value #TABLE}, which is made on first use. All entities are in one partition: a scan, the pointer to it by its scan
 * id, and the lock of its scope, which is there exactly as long as the scan has not ended.
 */
final class ScanTable {

    static final String TABLE = "arcfleetscans";

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final String SCAN_ROW = "ScanRow";

    /** Somebody else added, changed or deleted one of the entities. */
    private static final Set<TableErrorCode> FORESTALLED = Set.of(
            TableErrorCode.ENTITY_ALREADY_EXISTS,
            TableErrorCode.UPDATE_CONDITION_NOT_SATISFIED,
            TableErrorCode.RESOURCE_NOT_FOUND,
            TableErrorCode.ENTITY_NOT_FOUND);

    private final TableServiceClient service;
    private volatile @Nullable TableClient made;

    ScanTable(TableServiceClient service) {
        this.service = service;
    }

    Optional<ScanHead> byScanId(String scanId) {
        return follow(ScanHead.idRow(scanId));
    }

    /** The scan that holds the lock. */
    Optional<ScanHead> byScope(String scopeRow) {
        return follow(scopeRow);
    }

    /** Adds a scan and takes the lock of its scope; false, and nothing changes, when one of both is there. */
    boolean add(ScanHead scan) {
        return changed(List.of(
                new TableTransactionAction(TableTransactionActionType.CREATE, scan.created()),
                new TableTransactionAction(TableTransactionActionType.CREATE, pointer(scan.idRow(), scan)),
                new TableTransactionAction(TableTransactionActionType.CREATE, pointer(scan.scopeRow(), scan))));
    }

    /**
     * Writes what changed of a scan, and gives back its lock when it has ended.
     *
     * @return false, and nothing changes, when it has another version by now
     */
    boolean update(ScanHead scan) {
        List<TableTransactionAction> actions = new ArrayList<>();
        actions.add(new TableTransactionAction(TableTransactionActionType.UPDATE_MERGE, scan.changed(), true));
        if (scan.hasEnded()) {
            actions.add(new TableTransactionAction(
                    TableTransactionActionType.DELETE, pointer(scan.scopeRow(), scan), false));
        }
        return changed(actions);
    }

    /** Deletes a scan that has ended; false when somebody else has. */
    boolean delete(ScanHead scan) {
        return changed(List.of(
                new TableTransactionAction(TableTransactionActionType.DELETE, scan.changed(), true),
                new TableTransactionAction(TableTransactionActionType.DELETE, pointer(scan.idRow(), scan), false)));
    }

    List<ScanHead> newest(int limit) {
        return range(ScanHead.ROW, ScanHead.ROW)
                .limit(limit)
                .map(ScanHead::read)
                .toList();
    }

    /** Scans that were requested before {@code at}, ended or not. */
    List<ScanHead> requestedBefore(Instant at) {
        return range(ScanHead.ROW, ScanHead.ROW + StorageKey.newestFirst(at))
                .map(ScanHead::read)
                .toList();
    }

    /** Scans that hold a lock. */
    List<ScanHead> running() {
        return range(ScanHead.SCOPE_ROW, ScanHead.SCOPE_ROW)
                .flatMap(lock -> target(lock).stream())
                .filter(scan -> !scan.hasEnded())
                .toList();
    }

    private Stream<TableEntity> range(String prefix, String from) {
        String filter = "PartitionKey eq '%s' and RowKey ge '%s' and RowKey lt '%s~'"
                .formatted(ScanHead.PARTITION, from, prefix);
        return table().listEntities(new ListEntitiesOptions().setFilter(filter), CALL_TIMEOUT, Context.NONE).stream();
    }

    private Optional<ScanHead> follow(String row) {
        return entity(row).flatMap(this::target);
    }

    private Optional<ScanHead> target(TableEntity pointer) {
        return entity(String.valueOf(pointer.getProperty(SCAN_ROW))).map(ScanHead::read);
    }

    private Optional<TableEntity> entity(String row) {
        try {
            return Optional.of(table().getEntityWithResponse(ScanHead.PARTITION, row, null, CALL_TIMEOUT, Context.NONE)
                    .getValue());
        } catch (TableServiceException e) {
            if (status(e) == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean changed(List<TableTransactionAction> actions) {
        try {
            table().submitTransactionWithResponse(actions, CALL_TIMEOUT, Context.NONE);
            return true;
        } catch (TableServiceException e) {
            // The status is of no use here: that of a transaction is 202 whatever became of it.
            if (e.getValue() != null && FORESTALLED.contains(e.getValue().getErrorCode())) {
                return false;
            }
            throw e;
        }
    }

    private static int status(TableServiceException e) {
        return e.getResponse() == null ? 0 : e.getResponse().getStatusCode();
    }

    private static TableEntity pointer(String row, ScanHead scan) {
        return new TableEntity(ScanHead.PARTITION, row).addProperty(SCAN_ROW, scan.row());
    }

    private TableClient table() {
        TableClient table = made;
        if (table == null) {
            service.createTableIfNotExistsWithResponse(TABLE, CALL_TIMEOUT, Context.NONE);
            table = service.getTableClient(TABLE);
            made = table;
        }
        return table;
    }
}
