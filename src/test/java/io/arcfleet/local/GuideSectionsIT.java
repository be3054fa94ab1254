package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.local.SimulatedAzure.Run;
import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One cluster for each fault, scanned once through the whole line, and directly, as some of these faults close the tunnel
 * of cluster connect. The verdict of each names that fault and no other.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GuideSectionsIT {

    private final Map<Fault, SimulatedCluster> clusters = new EnumMap<>(Fault.class);

    private SimulatedAzure azure;
    private Run run;

    @BeforeAll
    void scan(@TempDir Path folder) throws IOException {
        azure = SimulatedAzure.start(SimulationSettings.of(80), folder);
        clusters.putAll(FaultPerCluster.give(azure.simulation()));
        run = azure.scanDirectly("--cluster-timeout", "90s");
    }

    @AfterAll
    void stop() {
        azure.close();
    }

    @ParameterizedTest
    @CsvSource({
        // Agents, their Helm release and their pods.
        "HELM_MISSING, degraded, helm-release-deployed, az connectedk8s connect",
        "HELM_STUCK, degraded, helm-release-deployed, pending-upgrade",
        "AGENTS_REMOVED, broken, agents-installed, az connectedk8s",
        "CRASH_LOOP, broken, egress-allowed, no answer",
        "PODS_PENDING, broken, agent-pods-scheduled, memory",
        "OUT_OF_MEMORY, broken, agent-pods-running, run out of memory",
        "RESTARTING, degraded, agent-restarts-low, 23",
        "PERMISSIONS_LOST, broken, agent-permissions-intact, binding",
        "QUOTA_EXCEEDED, broken, agent-pods-admitted, platform-limits",
        "IMAGE_NOT_FOUND, broken, agent-images-pulled, not found",
        "IMAGE_REFUSED, broken, agent-images-pulled, pull refused",
        "NODE_NOT_READY, broken, agent-nodes-ready, Kubelet stopped posting node status",
        "NO_AMD64_NODE, degraded, linux-amd64-node-present, arm64",
        // Provisioning, DNS, egress, identity.
        "PROVISIONING_FAILED, degraded, provisioning-succeeded, azure.status.microsoft",
        "DNS_BROKEN, broken, cluster-dns-healthy, 0 of 1 pod",
        "EGRESS_BLOCKED, broken, egress-allowed, dp.kubernetesconfiguration.azure.com",
        "IDENTITY_ENDPOINT_BLOCKED, broken, egress-allowed, gbl.his.arc.azure.com",
        "PROXY_LOGIN_REFUSED, broken, proxy-authentication-accepted, 407",
        "PROXY_EXCLUSIONS_INCOMPLETE, degraded, proxy-exclusions-complete, .svc",
        "TLS_INTERCEPTED, broken, tls-interception-trusted, signed by an authority that they do not trust",
        "CLOCK_WRONG, broken, clocks-right, 2021-01-01",
        "OFFLINE, broken, heartbeat-fresh, az connectedk8s troubleshoot",
        "CONNECTING_FOREVER, broken, onboarding-complete, az connectedk8s delete",
        "CERTIFICATE_EXPIRED, broken, identity-certificate-not-expired, az connectedk8s",
        "CERTIFICATE_EXPIRING, degraded, identity-certificate-renewed, certificate",
        "IDENTITY_CERTIFICATE_MISSING, broken, identity-certificate-present, azure-identity-certificate",
        "IDENTITY_REQUESTS_STALE, broken, identity-requests-served, config-agent-identity-request",
        "KEY_PAIR_BROKEN, broken, key-pair-valid, PEM",
        "MOVED_AGENT, broken, azure-and-cluster-agree, before-the-move",
        // OpenShift, installation that times out, Helm that times out.
        "OPENSHIFT_OUTDATED, degraded, openshift-version-supported, 4.5.41",
        "SCC_BLOCKS_PROXY, broken, kube-aad-proxy-admitted, oc adm policy add-scc-to-user privileged",
        "IMAGE_SLOW, broken, agent-images-pulled, --onboarding-timeout",
        "KUBE_AAD_PROXY_MISSING, broken, kube-aad-proxy-admitted, PodSecurity",
        "KUBE_AAD_PROXY_CERTIFICATE_MISSING, broken, kube-aad-proxy-certificate-present, different name",
        // Cluster connect.
        "CLUSTER_CONNECT_OFF, degraded, cluster-connect-enabled, az connectedk8s enable-features",
        "RELAY_BLOCKED, broken, relay-reachable, servicebus.windows.net",
        "OBO_BLOCKED, degraded, obo-endpoint-reachable, 8084",
        "OVERAGE_CLAIM, degraded, overage-claim-absent, 200",
        "GUARD_BROKEN, broken, azure-rbac-guard-ready, guard",
        // Versions, extensions, Flux.
        "AGENT_OUTDATED, degraded, agent-version-supported, 1.31.2",
        "UPGRADE_STUCK, degraded, agent-upgrade-finished, timed out waiting",
        "KUBERNETES_OUTDATED, degraded, kubernetes-version-supported, 1.31.4",
        "EXTENSION_FAILED, degraded, extensions-provisioned, Helm installation failed",
        "EXTENSION_PENDING, degraded, extensions-settled, Creating",
        "WORKLOAD_IDENTITY_BROKEN, degraded, workload-identity-ready, webhook",
        "FLUX_NON_COMPLIANT, degraded, flux-compliant, kustomization path not found",
        "FLUX_SOURCE_BROKEN, degraded, flux-source-fresh, authentication required",
        "FLUX_CONTROLLERS_DOWN, degraded, flux-controllers-ready, source-controller",
    })
    void theVerdictNamesTheFaultAndNoOther(Fault fault, String verdict, String check, String word) {
        String cluster = cluster(fault).name();

        assertThat(run.rootCauses(cluster)).containsExactly(check);
        assertThat(run.cluster(cluster).path("Verdict").asText()).isEqualTo(verdict);
        assertThat(run.findings(cluster))
                .filteredOn(row -> row.path("RootCause").asBoolean())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("Message").asText() + row.path("Evidence") + row.path("Remedy"))
                            .contains(word);
                    assertThat(row.path("Remedy").asText()).isNotBlank();
                });
    }

    @Test
    void agentsThatWereRemovedHalfAreToldAsWhatIsGoneAndWhatIsLeft() {
        assertThat(run.rootCauses(cluster(Fault.LEFTOVERS).name()))
                .containsExactlyInAnyOrder("agents-installed", "agent-leftovers-absent");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNRELATED_WORKLOAD_BROKEN", "PRIVATE_LINK"})
    void whatIsNoFaultOfTheClusterIsNotFound(Fault fault) {
        SimulatedCluster cluster = cluster(fault);

        assertThat(run.findings(cluster.name())).isEmpty();
        assertThat(run.cluster(cluster.name()).path("Verdict").asText()).isEqualTo("healthy");
    }

    @Test
    void healthyClustersOfEveryDistributionHaveNoFindingAndEveryCheckPasses() {
        Set<String> faulty =
                clusters.values().stream().map(SimulatedCluster::name).collect(Collectors.toSet());
        List<JsonNode> healthy = run.clusters().stream()
                .filter(row -> !faulty.contains(row.path("ClusterName").asText()))
                .toList();

        assertThat(healthy).extracting(row -> row.path("Distribution").asText()).contains("k3s", "aks", "openshift");
        assertThat(healthy).extracting(row -> row.path("Distribution").asText()).contains("eks", "rke2", "generic");
        assertThat(healthy).allSatisfy(row -> {
            assertThat(row.path("Verdict").asText()).isEqualTo("healthy");
            assertThat(run.findings(row.path("ClusterName").asText())).isEmpty();
            assertThat(row.path("ChecksFailed").asInt()).isZero();
        });
    }

    private SimulatedCluster cluster(Fault fault) {
        return Objects.requireNonNull(clusters.get(fault));
    }
}
