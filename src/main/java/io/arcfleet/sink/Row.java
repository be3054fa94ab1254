package io.arcfleet.sink;

import java.time.Instant;

/** A row of a table of the workspace. */
sealed interface Row permits FindingRow, ClusterRow, ScanRow {

    /** The time of the row, by which the workspace keeps and finds it. */
    Instant timeGenerated();
}
