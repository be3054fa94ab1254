package io.arcfleet.scan;

import io.arcfleet.fleet.Fleet;
import io.arcfleet.sink.ClusterReport;

/** Is told how a scan goes on, by one thread at a time. */
public interface ScanProgress {

    /** The inventory is done; {@code fleet} will be scanned. */
    void planned(Fleet fleet);

    /** A cluster has its verdict. */
    void scanned(ClusterReport report);

    /** Nobody listens. */
    static ScanProgress none() {
        return new ScanProgress() {
            @Override
            public void planned(Fleet fleet) {}

            @Override
            public void scanned(ClusterReport report) {}
        };
    }
}
