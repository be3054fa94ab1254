package io.arcfleet.sink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A row of the table {@code ArcFleetScans_CL}: one per scan. The components are the columns, in order; columns are only
 * ever added.
 *
 * @param timeGenerated when the scan ended
 * @param scope what was asked for, named values
 * @param healthy number of clusters in this state; the four states add up to {@code clustersScanned}
 * @param missing what was asked for and is not in the result
 * @param calls quota receipt by service
 */
@JsonNaming(UpperCamelCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScanRow(
        Instant timeGenerated,
        String scanId,
        int schemaVersion,
        boolean simulated,
        String trigger,
        Map<String, String> scope,
        Instant startedAt,
        Instant endedAt,
        String outcome,
        int clustersFound,
        int clustersScanned,
        int clustersUnreached,
        int healthy,
        int degraded,
        int broken,
        int unknown,
        int findings,
        List<Gap> missing,
        SortedMap<String, Receipt> calls,
        String productVersion)
        implements Row {
    public ScanRow {
        scope = Collections.unmodifiableSortedMap(new TreeMap<>(scope));
        missing = List.copyOf(missing);
        calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }

    /** Something that was asked for and is not in the result, and why. */
    public record Gap(String what, String why) {}

    /** Calls to one service, answers that said "too many requests", and milliseconds waited because of them. */
    public record Receipt(long calls, long throttles, long waitedMs) {}
}
