package io.arcfleet.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.FluxConfiguration.Problem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FluxConfigurationReaderTest {

    private static final String CLUSTER =
            "/subscriptions/s/resourcegroups/g/providers/microsoft.kubernetes/connectedclusters/c";

    @Test
    void readsARowWithItsProblems() {
        OfCluster<FluxConfiguration> read = read("""
                {"id": "%s", "name": "apps", "namespace": "flux-apps", "provisioningState": "Succeeded",
                 "complianceState": "Non-Compliant", "suspend": true, "sourceUrl": "https://git.example/apps",
                 "errorMessage": "apply failed", "statusUpdatedAt": "2026-01-01T00:00:00Z", "statuses": [
                   {"kind": "GitRepository", "name": "apps", "complianceState": "Compliant"},
                   {"kind": "Kustomization", "name": "apps-infra", "complianceState": "Non-Compliant",
                    "statusConditions": [{"type": "Healthy", "status": "False", "message": "not this one"},
                      {"type": "Ready", "status": "False", "message": "dependency not ready"}]},
                   {"Kind": "HelmRelease", "Name": "web", "ComplianceState": "Pending",
                    "StatusConditions": [{"Type": "Stalled", "Status": "True", "Reason": "RetriesExceeded"}]},
                   {"kind": "HelmChart", "name": "quiet"},
                   {"name": "speaks", "statusConditions": [{"type": "Ready", "status": "False"}]}, null, 7]}
                """);

        assertThat(read.clusterId()).isEqualTo(CLUSTER);
        assertThat(read.value())
                .isEqualTo(new FluxConfiguration(
                        "apps",
                        "flux-apps",
                        "Succeeded",
                        "Non-Compliant",
                        true,
                        "https://git.example/apps",
                        "apply failed",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        List.of(
                                new Problem("Kustomization", "apps-infra", "Non-Compliant", "dependency not ready"),
                                new Problem("HelmRelease", "web", "Pending", "RetriesExceeded"),
                                new Problem("object", "speaks", null, null))));
    }

    @Test
    void missingFieldsAreAbsent() {
        assertThat(read("{\"id\": \"%s\", \"suspend\": null, \"statuses\": null}")
                        .value())
                .isEqualTo(new FluxConfiguration("apps", null, null, null, false, null, null, null, List.of()));
    }

    private static OfCluster<FluxConfiguration> read(String row) {
        String id = CLUSTER + "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/apps";
        try {
            return FluxConfigurationReader.read(new JsonMapper().readTree(row.formatted(id)))
                    .orElseThrow();
        } catch (JsonProcessingException e) {
            throw new AssertionError(row, e);
        }
    }
}
