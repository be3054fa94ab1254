package io.arcfleet.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.arm.ArmException;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.snapshot.Observation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Reads what the credential may do in subscriptions. The REST reference of {@code Microsoft.Authorization/permissions}
 * (2022-04-01) names the call for resource groups and resources; for a subscription it was never tried against Azure.
 */
public final class PermissionInventory {

    private static final String CALL = "GET permissions";
    private static final String PATH = "/providers/Microsoft.Authorization/permissions?api-version=2022-04-01";
    private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(1);

    private final AzureConnection connection;
    private final Clock clock;

    /** Over a connection; the clock measures deadlines. */
    public PermissionInventory(AzureConnection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /**
     * What the credential may do, by subscription.
     *
     * @param scope lower-case GUIDs; empty: every subscription that the credential sees
     * @param deadline when it must have returned
     * @throws InventoryException when the subscriptions cannot be listed
     */
    public SortedMap<String, Observation<GrantedActions>> read(List<String> scope, Instant deadline) {
        TimeLeft time = new TimeLeft(clock, deadline);
        Iterable<String> subscriptions = scope.isEmpty()
                ? VisibleSubscriptions.list(connection, time).names().keySet()
                : scope;
        SortedMap<String, Observation<GrantedActions>> granted = new TreeMap<>();
        subscriptions.forEach(subscription -> granted.put(subscription, read(subscription, time)));
        return granted;
    }

    private Observation<GrantedActions> read(String subscription, TimeLeft time) {
        List<GrantedActions.Role> roles = new ArrayList<>();
        try {
            JsonNode first = get("/subscriptions/" + subscription + PATH, time);
            ListPages.read(
                    CALL,
                    first,
                    link -> get(link, time),
                    role -> roles.add(
                            new GrantedActions.Role(texts(role.path("actions")), texts(role.path("notActions")))));
            return Observation.of(new GrantedActions(roles));
        } catch (ArmException e) {
            Failure failure = Failure.of(e);
            return Observation.unavailable(failure.reason(), failure.detail());
        }
    }

    private JsonNode get(String pathOrLink, TimeLeft time) {
        return connection.client().get(pathOrLink, time.forCall(CALL, PAGE_TIMEOUT));
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
