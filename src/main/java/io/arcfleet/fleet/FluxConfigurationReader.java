package io.arcfleet.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.snapshot.FluxConfiguration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads rows of flux-configurations.kql. */
final class FluxConfigurationReader {

    private FluxConfigurationReader() {}

    /** Reads a row; empty when it does not say which cluster it belongs to. */
    static Optional<OfCluster<FluxConfiguration>> read(JsonNode row) {
        Fields fields = new Fields(row);
        String id = fields.text("id");
        return ResourceId.parent(id)
                .map(parent -> new OfCluster<>(parent, configuration(fields, Objects.requireNonNullElse(id, ""))));
    }

    private static FluxConfiguration configuration(Fields fields, String id) {
        return new FluxConfiguration(
                Objects.requireNonNullElse(fields.text("name"), id.substring(id.lastIndexOf('/') + 1)),
                fields.text("namespace"),
                fields.text("provisioningState"),
                fields.text("complianceState"),
                fields.isTrue("suspend"),
                fields.text("sourceUrl"),
                fields.text("errorMessage"),
                fields.instant("statusUpdatedAt"),
                fields.objects("statuses").stream()
                        .filter(FluxConfigurationReader::isProblem)
                        .map(FluxConfigurationReader::problem)
                        .toList());
    }

    /** Without a compliance state, only a failed condition makes a problem: silence is not one. */
    private static boolean isProblem(Fields status) {
        String state = status.text("complianceState");
        return state == null ? failedCondition(status).isPresent() : !state.equalsIgnoreCase("Compliant");
    }

    private static FluxConfiguration.Problem problem(Fields status) {
        return new FluxConfiguration.Problem(
                Objects.requireNonNullElse(status.text("kind"), "object"),
                Objects.requireNonNullElse(status.text("name"), "without a name"),
                status.text("complianceState"),
                failedCondition(status).map(FluxConfigurationReader::message).orElse(null));
    }

    private static @Nullable String message(Fields condition) {
        return condition.firstText("message", "reason");
    }

    /** Ready says why an object failed; Stalled is Flux's word for having given up. */
    private static Optional<Fields> failedCondition(Fields status) {
        List<Fields> conditions = status.objects("statusConditions");
        return first(conditions, c -> is(c, "Ready", "False"))
                .or(() -> first(conditions, c -> is(c, "Stalled", "True")))
                .or(() -> first(conditions, c -> "False".equalsIgnoreCase(c.text("status"))));
    }

    private static Optional<Fields> first(List<Fields> conditions, Predicate<Fields> wanted) {
        return conditions.stream().filter(wanted).findFirst();
    }

    private static boolean is(Fields condition, String type, String status) {
        return type.equalsIgnoreCase(condition.text("type")) && status.equalsIgnoreCase(condition.text("status"));
    }
}
