package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The answer to one of the shipped Resource Graph queries. */
interface GraphTable {

    /** Every row of these clusters, sorted by id. */
    List<Row> rows(List<ClusterState> clusters);

    /** A row that is rendered only when its page is asked for. */
    record Row(String id, Function<Instant, JsonNode> columns) {

        JsonNode render(Instant now) {
            return columns.apply(now);
        }
    }
}
