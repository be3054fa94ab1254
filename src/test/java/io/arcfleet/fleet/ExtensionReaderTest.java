package io.arcfleet.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.snapshot.ClusterExtension;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtensionReaderTest {

    private static final String CLUSTER =
            "/subscriptions/s/resourcegroups/g/providers/microsoft.kubernetes/connectedclusters/c";

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"id": "%s", "name": "monitor", "extensionType": "Microsoft.AzureMonitor.Containers",
                 "currentVersion": "3.1.2", "provisioningState": "Failed",
                 "errorInfo": {"code": "ExtensionOperationFailed", "message": "helm upgrade failed"},
                 "statuses": [{"code": "InstallationFailed", "level": "Error", "message": "timed out"},
                   {"displayStatus": "Pending"}]}""", """
                {"Id": "%s", "Name": "monitor", "ExtensionType": "Microsoft.AzureMonitor.Containers",
                 "CurrentVersion": "3.1.2", "ProvisioningState": "Failed",
                 "ErrorInfo": {"Code": "ExtensionOperationFailed", "Message": "helm upgrade failed"},
                 "Statuses": [{"Code": "InstallationFailed", "Level": "Error", "Message": "timed out"},
                   {"DisplayStatus": "Pending"}]}"""})
    void readsBothSpellings(String row) {
        String id = "/subscriptions/S/resourceGroups/G/providers/Microsoft.Kubernetes/connectedClusters/C"
                + "/providers/Microsoft.KubernetesConfiguration/extensions/monitor";

        OfCluster<ClusterExtension> read = read(row.formatted(id));

        assertThat(read.clusterId()).isEqualTo(CLUSTER);
        assertThat(read.value())
                .isEqualTo(new ClusterExtension(
                        "monitor",
                        "microsoft.azuremonitor.containers",
                        "3.1.2",
                        "Failed",
                        "ExtensionOperationFailed",
                        "helm upgrade failed",
                        List.of(
                                new ClusterExtension.Status("InstallationFailed", "Error", "timed out"),
                                new ClusterExtension.Status(null, null, "Pending"))));
    }

    @Test
    void missingAndWrongFieldsAreAbsent() {
        ClusterExtension extension = read("""
                {"id": "%s/PROVIDERS/microsoft.kubernetesconfiguration/extensions/flux", "errorInfo": {"code": null,
                 "message": null}, "statuses": "none", "currentVersion": [1]}""".formatted(CLUSTER)).value();

        assertThat(extension).isEqualTo(new ClusterExtension("flux", null, null, null, null, null, List.of()));
    }

    @Test
    void takesTheMessageOfTheFirstDetailWhenThereIsNoOther() {
        ClusterExtension extension = read("""
                {"id": "%s/providers/Microsoft.KubernetesConfiguration/extensions/flux",
                 "errorInfo": {"code": "E", "details": [{"message": "the reason"}]}}""".formatted(CLUSTER)).value();

        assertThat(extension.errorMessage()).isEqualTo("the reason");
    }

    @Test
    void cutsEndlessTexts() {
        ClusterExtension extension =
                read("""
                {"id": "%s/providers/Microsoft.KubernetesConfiguration/extensions/flux",
                 "errorInfo": {"message": "%s"}}""".formatted(CLUSTER, "x".repeat(10_000))).value();

        assertThat(Objects.requireNonNull(extension.errorMessage())).hasSize(Fields.MAXIMUM_TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/connectedClusters/c\"}",
                "{\"id\": \"/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/c"
                        + "/providers/Microsoft.KubernetesConfiguration/extensions/e\"}"
            })
    void whatNamesNoConnectedClusterIsEmpty(String row) {
        assertThat(ExtensionReader.read(json(row))).isEmpty();
        assertThat(FluxConfigurationReader.read(json(row))).isEmpty();
    }

    private static OfCluster<ClusterExtension> read(String row) {
        return ExtensionReader.read(json(row)).orElseThrow();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
