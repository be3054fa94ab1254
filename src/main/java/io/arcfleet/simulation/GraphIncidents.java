package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/** Rows of {@code service-incidents.kql}: an incident in the region of the first cluster, when the fleet has that fault. */
final class GraphIncidents implements GraphTable {

    private static final String TRACKING_ID = "7R_1-XYZ";

    private final FleetFaults faults;

    GraphIncidents(FleetFaults faults) {
        this.faults = faults;
    }

    @Override
    public List<Row> rows(List<ClusterState> clusters) {
        return faults.incident().stream()
                .map(first -> {
                    String id =
                            "/subscriptions/" + first.traits().subscription().id()
                                    + "/providers/microsoft.resourcehealth/events/" + TRACKING_ID;
                    return new Row(id, now -> render(first, id));
                })
                .toList();
    }

    private static ObjectNode render(ClusterState first, String id) {
        ObjectNode row = Reply.JSON.createObjectNode();
        row.put("id", id).put("name", TRACKING_ID);
        row.put("subscriptionId", first.traits().subscription().id());
        row.put("trackingId", TRACKING_ID);
        row.put("title", "Connected clusters cannot be created or updated");
        // Weeks ago, so that it explains what failed since.
        row.put("startedAt", first.startedAt().minus(Duration.ofDays(6)).toString());
        ArrayNode impact = row.putArray("impact");
        impact.addObject()
                .put("ImpactedService", "Azure Arc enabled Kubernetes")
                .putArray("ImpactedRegions")
                .addObject()
                .put("ImpactedRegion", first.traits().location());
        return row;
    }
}
