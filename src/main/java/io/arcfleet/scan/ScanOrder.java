package io.arcfleet.scan;

import io.arcfleet.fleet.FleetInventory;
import java.util.Map;

/**
 * What is to be scanned, and for whom.
 *
 * @param scanId identity of the scan, made by who asks
 * @param trigger who asks: {@code command line}, {@code timer}, {@code http}
 * @param simulated whether the fleet is simulated; every row says so
 * @param scope which clusters
 * @param scopeWords the scope as named values, for the summary
 */
public record ScanOrder(
        String scanId, String trigger, boolean simulated, FleetInventory.Scope scope, Map<String, String> scopeWords) {

    public ScanOrder {
        scopeWords = Map.copyOf(scopeWords);
    }
}
