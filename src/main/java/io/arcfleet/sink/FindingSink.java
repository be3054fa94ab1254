package io.arcfleet.sink;

import io.arcfleet.finding.ScanSummary;
import java.util.List;

/**
 * Takes what a scan says to where it is kept. A method either has delivered durably when it returns, or throws; a repeat
 * carries the same identities (delivery is at least once). Used by one thread at a time.
 */
public interface FindingSink extends AutoCloseable {

    /**
     * Delivers the reports of some clusters.
     *
     * @throws DeliveryException with the number of rows that are lost
     */
    void deliver(List<ClusterReport> reports);

    /**
     * Delivers the summary of the scan, last.
     *
     * @throws DeliveryException with the number of rows that are lost
     */
    void deliver(ScanSummary summary);

    @Override
    void close();
}
