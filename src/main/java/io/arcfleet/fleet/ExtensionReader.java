package io.arcfleet.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.snapshot.ClusterExtension;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads rows of extensions.kql. */
final class ExtensionReader {

    private ExtensionReader() {}

    /** Reads a row; empty when it does not say which cluster it belongs to. */
    static Optional<OfCluster<ClusterExtension>> read(JsonNode row) {
        Fields fields = new Fields(row);
        String id = fields.text("id");
        return ResourceId.parent(id)
                .map(parent -> new OfCluster<>(parent, extension(fields, Objects.requireNonNullElse(id, ""))));
    }

    private static ClusterExtension extension(Fields fields, String id) {
        Fields error = fields.object("errorInfo");
        return new ClusterExtension(
                Objects.requireNonNullElse(fields.text("name"), id.substring(id.lastIndexOf('/') + 1)),
                fields.word("extensionType"),
                fields.text("currentVersion"),
                fields.text("provisioningState"),
                error.text("code"),
                message(error),
                fields.objects("statuses").stream()
                        .map(status -> new ClusterExtension.Status(
                                status.text("code"),
                                status.text("level"),
                                status.firstText("message", "displayStatus")))
                        .toList());
    }

    private static @Nullable String message(Fields error) {
        String message = error.text("message");
        if (message != null) {
            return message;
        }
        List<Fields> details = error.objects("details");
        return details.isEmpty() ? null : details.getFirst().text("message");
    }
}
