package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.local.SimulatedAzure.Run;
import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.FaultPlan;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole line, from the answers of the services to the files on disk. */
@Timeout(120)
final class FleetLineIT {

    @TempDir
    private Path folder;

    @Test
    void aHealthyFleetHasNoFindings() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(24), folder)) {
            Run run = azure.scanFleet();

            assertThat(run.exitStatus()).isZero();
            assertThat(run.findings()).isEmpty();
            assertThat(run.clusters())
                    .hasSize(24)
                    .allSatisfy(row -> assertThat(row.path("Verdict").asText()).isEqualTo("healthy"));
            assertThat(run.scan().path("Outcome").asText()).isEqualTo("complete");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OFFLINE, broken, heartbeat-fresh",
        "CONNECTING_FOREVER, broken, onboarding-complete",
        "CERTIFICATE_EXPIRED, broken, identity-certificate-not-expired",
        "CERTIFICATE_EXPIRING, degraded, identity-certificate-renewed",
        "PODS_PENDING, broken, agent-pods-scheduled",
        "IDENTITY_CERTIFICATE_MISSING, broken, identity-certificate-present",
        "KUBE_AAD_PROXY_CERTIFICATE_MISSING, broken, kube-aad-proxy-certificate-present",
        "KUBE_AAD_PROXY_MISSING, broken, kube-aad-proxy-admitted",
        "HELM_STUCK, degraded, helm-release-deployed",
        "EXTENSION_FAILED, degraded, extensions-provisioned",
        "FLUX_NON_COMPLIANT, degraded, flux-compliant",
        "AGENT_OUTDATED, degraded, agent-version-supported",
    })
    void aSingleFaultHasOneRootCause(Fault fault, String verdict, String check) throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(3), folder)) {
            SimulatedCluster cluster = azure.simulation().clusters().getFirst();
            azure.simulation().setFaults(cluster.id(), EnumSet.of(fault));

            Run run = azure.scanFleet();

            assertThat(run.rootCauses(cluster.name())).containsExactly(check);
            assertThat(run.cluster(cluster.name()).path("Verdict").asText()).isEqualTo(verdict);
            assertThat(run.findings())
                    .allSatisfy(
                            row -> assertThat(row.path("ClusterName").asText()).isEqualTo(cluster.name()));
            assertThat(run.out()).contains(cluster.name(), "Remedy:");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OFFLINE, broken, heartbeat-fresh, unreachable",
        "CONNECTING_FOREVER, broken, onboarding-complete, unreachable",
        "CERTIFICATE_EXPIRED, broken, identity-certificate-not-expired, unreachable",
        "AGENTS_REMOVED, broken, heartbeat-fresh, unreachable",
        "CLUSTER_CONNECT_OFF, degraded, cluster-connect-enabled, unreachable",
        "PRIVATE_LINK, healthy, '', not attempted",
    })
    void aClusterThatCannotBeReachedIsJudgedByWhatAzureKnowsAndSaysWhatIsUnknown(
            Fault fault, String verdict, String check, String reason) throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(1), folder)) {
            SimulatedCluster cluster = azure.simulation().clusters().getFirst();
            azure.simulation().setFaults(cluster.id(), EnumSet.of(fault));

            Run run = azure.scanFleet();
            JsonNode row = run.cluster(cluster.name());

            assertThat(row.path("Verdict").asText()).isEqualTo(verdict);
            assertThat(String.join(" ", run.rootCauses(cluster.name()))).isEqualTo(check);
            assertThat(row.path("Reached").asBoolean()).isFalse();
            assertThat(row.path("NotEvaluated").toString()).contains("agents-installed", reason);
        }
    }

    @Test
    void anIncidentOfTheRegionExplainsAFailedProvisioning() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(1), folder)) {
            SimulatedCluster cluster = azure.simulation().clusters().getFirst();
            azure.simulation().setFaults(cluster.id(), EnumSet.of(Fault.PROVISIONING_FAILED));
            azure.simulation().setFleetFaults(EnumSet.of(Fault.INCIDENT));

            Run run = azure.scanFleet();

            assertThat(run.rootCauses(cluster.name())).containsExactly("region-free-of-incidents");
            assertThat(run.findings(cluster.name()))
                    .extracting(row -> row.path("CheckId").asText())
                    .contains("provisioning-succeeded");
        }
    }

    @Test
    void aCrashLoopIsFoundAlsoWhenItsLogsAreDenied() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(1), folder)) {
            SimulatedCluster cluster = azure.simulation().clusters().getFirst();
            azure.simulation().setFaults(cluster.id(), EnumSet.of(Fault.LOGS_FORBIDDEN));

            Run run = azure.scanFleet();

            assertThat(run.rootCauses(cluster.name()))
                    .containsOnly("agent-pods-running", "scanner-permissions-sufficient");
            assertThat(run.findings(cluster.name()))
                    .filteredOn(row -> row.path("CheckId").asText().equals("agent-pods-running"))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.path("Message").asText()).contains("not read: not permitted"));
        }
    }

    @Test
    void twoIndependentFaultsAreTwoRootCauses() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(1), folder)) {
            SimulatedCluster cluster = azure.simulation().clusters().getFirst();
            azure.simulation().setFaults(cluster.id(), EnumSet.of(Fault.PODS_PENDING, Fault.AGENT_OUTDATED));

            Run run = azure.scanFleet();

            assertThat(run.rootCauses(cluster.name()))
                    .containsExactlyInAnyOrder("agent-pods-scheduled", "agent-version-supported");
        }
    }

    @Test
    void clustersThatHangAnswerGarbageOrForbidEverythingChangeNothingForTheOthers() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(12), folder)) {
            List<SimulatedCluster> clusters = azure.simulation().clusters();
            azure.simulation().setFaults(clusters.get(0).id(), EnumSet.of(Fault.BLACK_HOLE));
            azure.simulation().setFaults(clusters.get(1).id(), EnumSet.of(Fault.MALFORMED_JSON));
            azure.simulation().setFaults(clusters.get(2).id(), EnumSet.of(Fault.FORBIDDEN_READS));

            Run run = azure.scanFleet("--cluster-timeout", "3s");

            assertThat(run.exitStatus()).isZero();
            assertThat(reasons(run.cluster(clusters.get(0).name()))).contains("timed out");
            assertThat(reasons(run.cluster(clusters.get(1).name()))).contains("malformed");
            assertThat(reasons(run.cluster(clusters.get(2).name()))).contains("not permitted");
            assertThat(clusters.subList(0, 3)).allSatisfy(cluster -> {
                assertThat(run.cluster(cluster.name()).path("Verdict").asText()).isEqualTo("unknown");
                assertThat(run.out()).contains("UNKNOWN   " + cluster.name());
            });
            assertThat(clusters.subList(3, 12))
                    .allSatisfy(cluster -> assertThat(
                                    run.cluster(cluster.name()).path("Verdict").asText())
                            .isEqualTo("healthy"));
        }
    }

    @Test
    void findingsKeepTheirIdsWhenTheFleetIsScannedAgainAndWhenPodsAreRecreated() throws IOException {
        FaultPlan faults = FaultPlan.only(Fault.CRASH_LOOP, Fault.PODS_PENDING, Fault.KUBE_AAD_PROXY_MISSING);
        try (SimulatedAzure azure =
                SimulatedAzure.start(SimulationSettings.of(12).withFaults(faults), folder)) {
            Run first = azure.scanFleet();
            Run second = azure.scanFleet();
            azure.simulation().clusters().forEach(cluster -> azure.simulation().recreatePods(cluster.id()));
            Run third = azure.scanFleet();

            assertThat(ids(first)).isNotEmpty().doesNotHaveDuplicates();
            assertThat(ids(second)).containsExactlyInAnyOrderElementsOf(ids(first));
            assertThat(ids(third)).containsExactlyInAnyOrderElementsOf(ids(first));
        }
    }

    @Test
    void aSubscriptionThatRefusesItsListIsNamedAndTheOthersGoOn() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(20), folder)) {
            azure.simulation().setFleetFaults(EnumSet.of(Fault.SUBSCRIPTION_FORBIDDEN));

            Run run = azure.scanFleet();

            assertThat(run.exitStatus()).isZero();
            assertThat(run.scan().path("Outcome").asText()).isEqualTo("partial");
            assertThat(run.scan().path("Missing").toString()).contains("not permitted", "403");
            assertThat(run.clusters()).hasSize(20);
            assertThat(run.out()).contains("not permitted");
        }
    }

    @Test
    void aThrottledResourceGraphIsWaitedFor() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(3), folder)) {
            azure.simulation().setFleetFaults(EnumSet.of(Fault.THROTTLED_GRAPH));

            Run run = azure.scanFleet();

            assertThat(run.scan().path("Outcome").asText()).isEqualTo("complete");
            JsonNode calls = run.scan().path("Calls").path("resource graph");
            assertThat(calls.path("throttles").asInt()).isPositive();
            assertThat(calls.path("waitedMs").asLong()).isPositive();
        }
    }

    @Test
    void rowsArriveInTheWorkspaceAlsoAfterAFailedCall() throws IOException {
        SimulationSettings settings = SimulationSettings.of(12).withFaults(FaultPlan.only(Fault.CRASH_LOOP));
        try (SimulatedAzure azure = SimulatedAzure.start(settings, folder)) {
            azure.simulation().ingestionFails(1, 503);

            Run run = azure.scanFleet(
                    "--ingest-endpoint",
                    azure.simulation().ingestionEndpoint().toString(),
                    "--rule-id",
                    azure.simulation().ruleId());

            assertThat(run.exitStatus()).isZero();
            List<JsonNode> rows = azure.simulation().rows("Custom-ArcFleetFindings_CL");
            assertThat(rows).extracting(row -> row.path("FindingId").asText()).containsOnlyOnceElementsOf(ids(run));
            assertThat(azure.simulation().rows("Custom-ArcFleetClusters_CL")).hasSize(12);
            assertThat(azure.simulation().rows("Custom-ArcFleetScans_CL")).hasSize(1);
        }
    }

    @Test
    void failOnMakesFindingsAnExitStatus() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(3), folder)) {
            String cluster = azure.simulation().clusters().getFirst().id();
            azure.simulation().setFaults(cluster, Set.of(Fault.AGENT_OUTDATED));

            assertThat(azure.scanFleet("--fail-on", "medium").exitStatus()).isEqualTo(1);
            assertThat(azure.scanFleet("--fail-on", "high").exitStatus()).isZero();
        }
    }

    @Test
    void onlyTheChecksThatWereAskedForRun() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(2), folder)) {
            Run run = azure.scanFleet("--check", "heartbeat-fresh", "--check", "helm-release-deployed");

            assertThat(run.clusters())
                    .allSatisfy(
                            row -> assertThat(row.path("ChecksPassed").asInt()).isEqualTo(2));
        }
    }

    @Test
    void theSimulatedFleetOfTheDefaultRunIsScannedToItsEnd() throws IOException {
        try (SimulatedAzure azure = SimulatedAzure.start(SimulationSettings.of(1), folder)) {
            Run run = azure.run(List.of("--clusters", "20", "--faults", "crash-loop,offline", "--latency", "0"));

            assertThat(run.exitStatus()).isZero();
            assertThat(run.clusters())
                    .hasSize(20)
                    .allSatisfy(
                            row -> assertThat(row.path("Simulated").asBoolean()).isTrue());
            assertThat(run.out()).contains("BROKEN", "Remedy:", "20 scanned");
        }
    }

    private static List<String> ids(Run run) {
        return run.findings().stream()
                .map(row -> row.path("FindingId").asText())
                .toList();
    }

    private static String reasons(JsonNode cluster) {
        return cluster.path("NotEvaluated").toString()
                + cluster.path("ReachFailure").asText();
    }
}
