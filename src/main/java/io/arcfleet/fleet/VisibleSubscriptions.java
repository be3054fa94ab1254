package io.arcfleet.fleet;

import com.azure.resourcemanager.resources.fluent.models.SubscriptionInner;
import io.arcfleet.arm.ArmException;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The subscriptions that the credential sees: display names by lower-case GUID. */
record VisibleSubscriptions(Map<String, String> names) {

    private static final String CALL = "GET /subscriptions";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String ROLE = "Give its identity the role Reader on them or on a management group above them";

    private static final String SIGN_IN =
            " Sign in with az login, or run with a managed identity or the AZURE_* variables of a service principal.";

    VisibleSubscriptions {
        names = Map.copyOf(names);
    }

    /**
     * Lists them, disabled ones too.
     *
     * @throws InventoryException when they cannot be listed, or none is visible
     */
    static VisibleSubscriptions list(AzureConnection connection, TimeLeft time) {
        try {
            Map<String, String> names = connection.call(
                    CALL,
                    time.forCall(CALL, TIMEOUT),
                    context -> names(connection
                            .resources()
                            .subscriptionClient()
                            .getSubscriptions()
                            .list(context)));
            if (names.isEmpty()) {
                throw new InventoryException("No subscription is visible to the credential. " + ROLE
                        + ", and check that it signs in to the tenant that owns them.");
            }
            return new VisibleSubscriptions(names);
        } catch (ArmException e) {
            String remedy = e.kind() == ArmException.Kind.NOT_PERMITTED && e.status() == 0 ? SIGN_IN : "";
            throw new InventoryException("The subscriptions could not be listed: " + e.getMessage() + remedy, e);
        }
    }

    /** The subscriptions of {@code scope} that can be read, sorted, each once. */
    List<String> wanted(List<String> scope) {
        return (scope.isEmpty() ? names.keySet().stream() : scope.stream().map(VisibleSubscriptions::lower))
                .filter(names::containsKey)
                .distinct()
                .sorted()
                .toList();
    }

    /** The subscriptions of {@code scope} that the credential does not see. */
    List<Fleet.Unread> missing(List<String> scope) {
        return scope.stream()
                .map(VisibleSubscriptions::lower)
                .filter(subscription -> !names.containsKey(subscription))
                .distinct()
                .map(subscription -> new Fleet.Unread(
                        subscription,
                        Reason.NOT_PERMITTED,
                        "Subscription " + subscription + " is not visible to the credential: it does not exist, belongs"
                                + " to another tenant, or the identity lacks the role Reader on it."))
                .toList();
    }

    private static Map<String, String> names(Iterable<SubscriptionInner> subscriptions) {
        Map<String, String> names = new TreeMap<>();
        for (SubscriptionInner subscription : subscriptions) {
            if (subscription.subscriptionId() != null) {
                String id = lower(subscription.subscriptionId());
                names.put(id, Objects.requireNonNullElse(subscription.displayName(), id));
            }
        }
        return names;
    }

    private static String lower(String id) {
        return id.strip().toLowerCase(Locale.ROOT);
    }
}
