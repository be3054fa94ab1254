package io.arcfleet.scan;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.check.clusterconnect.GuardedCluster.guarded;
import static io.arcfleet.check.clusterconnect.GuardedCluster.unguarded;
import static io.arcfleet.check.connectivity.Incidents.inRegion;
import static io.arcfleet.check.connectivity.Incidents.withIncidents;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.fluxConfiguration;
import static io.arcfleet.snapshot.ClusterSnapshots.fluxExtension;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withBrokenPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withDeployment;
import static io.arcfleet.snapshot.ClusterSnapshots.withExtensions;
import static io.arcfleet.snapshot.ClusterSnapshots.withFluxConfigurations;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.ClusterSnapshots.without;
import static io.arcfleet.snapshot.ClusterSnapshots.withoutPods;
import static io.arcfleet.snapshot.ClusterSnapshots.withoutSecret;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Thresholds;
import io.arcfleet.diagnosis.Diagnosis;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.CheckResult.Failed;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.RootCause;
import io.arcfleet.finding.Verdict;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ArcClusterConfig;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterMetadata;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.FluxConfiguration.Problem;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.IdentityRequest;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Nodes;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.OpenShift;
import io.arcfleet.snapshot.ReadReceipt;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.ResourceDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every check and the diagnosis together: one fault, with all that follows from it, gives one root cause. */
final class VerdictTest {

    private static final CheckCatalog CATALOG = CheckCatalog.standard(Thresholds.defaults());

    private static final String OPERATOR = "deployment/clusteridentityoperator";
    private static final String CONFIG_AGENT = "deployment/config-agent";
    private static final String CONNECT_AGENT = "deployment/clusterconnect-agent";
    private static final String PROXY = "deployment/kube-aad-proxy";

    @Test
    void aHealthyClusterIsHealthy() {
        assertThat(verdict(healthy())).isEqualTo(new Verdict(Health.HEALTHY, List.of()));
    }

    @Test
    void offline() {
        ClusterSnapshot snapshot = withFailedExtensionAndFlux(status(healthy(), ConnectivityStatus.OFFLINE, 40));
        assertThat(causes(snapshot)).containsExactly("heartbeat-fresh cluster");
        assertThat(failed(snapshot))
                .containsExactly(
                        "heartbeat-fresh", "identity-certificate-renewed", "extensions-provisioned", "flux-compliant");
    }

    @Test
    void expired() {
        ClusterSnapshot snapshot = withFailedExtensionAndFlux(
                crashing(status(healthy(), ConnectivityStatus.EXPIRED, -3), OPERATOR, CONFIG_AGENT, CONNECT_AGENT));
        assertThat(causes(snapshot)).containsExactly("identity-certificate-not-expired certificate/managed-identity");
        assertThat(failed(snapshot)).contains("heartbeat-fresh", "agent-pods-running", "flux-compliant");
    }

    @Test
    void certificateNotRenewed() {
        assertThat(causes(withResource(
                        healthy(), cluster -> with(cluster, "certificateExpires", NOW.plus(Duration.ofDays(8))))))
                .containsExactly("identity-certificate-renewed certificate/managed-identity");
    }

    @Test
    void theGuidesTimedOutUpgradeWithoutIdentityCertificate() {
        ClusterSnapshot snapshot = helm(
                connecting(
                        crashing(withoutSecret(healthy(), "azure-identity-certificate"), CONFIG_AGENT, CONNECT_AGENT)),
                "pending-install");
        assertThat(causes(snapshot)).containsExactly("identity-certificate-present secret/azure-identity-certificate");
        assertThat(failed(snapshot))
                .containsExactly(
                        "onboarding-complete",
                        "identity-certificate-present",
                        "helm-release-deployed",
                        "agent-deployments-available",
                        "agent-pods-running");
    }

    @Test
    void theIdentityOperatorThatCrashesExplainsTheMissingCertificateAndAllThatNeedIt() {
        ClusterSnapshot snapshot = withBrokenPod(
                withoutSecret(
                        connecting(crashing(
                                withoutSecret(healthy(), "azure-identity-certificate"), OPERATOR, CONFIG_AGENT)),
                        "kube-aad-proxy-certificate"),
                PROXY,
                AgentPods::beingCreated);
        assertThat(causes(snapshot)).containsExactly("cluster-identity-operator-running " + OPERATOR);
    }

    @Test
    void crashLoopsOfOneOrMoreAgentsAreOneRootCause() {
        assertThat(causes(crashing(healthy(), CONFIG_AGENT))).containsExactly("agent-pods-running " + CONFIG_AGENT);
        ClusterSnapshot two =
                withBrokenPod(crashing(healthy(), CONFIG_AGENT), CONNECT_AGENT, AgentPods.crashLooping(134, "Error"));
        assertThat(causes(two)).containsExactly("agent-pods-running " + CONNECT_AGENT);
        assertThat(verdict(two).rootCauses().getFirst().sentence())
                .isEqualTo("deployment/clusterconnect-agent: container clusterconnect-agent has crashed"
                        + " (CrashLoopBackOff), 14 restarts so far, last exit code 134. The same is seen on"
                        + " deployment/config-agent. It explains 2 more findings: agent-deployments-available (2).");
    }

    @Test
    void crashLoopsOfDifferentKindsAreTwoRootCauses() {
        ClusterSnapshot snapshot = withBrokenPod(
                crashing(healthy(), CONFIG_AGENT), CONNECT_AGENT, AgentPods.crashLooping(137, "OOMKilled"));
        assertThat(causes(snapshot))
                .containsExactly("agent-pods-running " + CONNECT_AGENT, "agent-pods-running " + CONFIG_AGENT);
    }

    @Test
    void aMissingCertificateDoesNotExplainAContainerThatRanOutOfMemory() {
        ClusterSnapshot snapshot = withBrokenPod(
                withoutSecret(healthy(), "azure-identity-certificate"),
                CONFIG_AGENT,
                AgentPods.crashLooping(137, "OOMKilled"));
        assertThat(causes(snapshot))
                .containsExactly(
                        "identity-certificate-present secret/azure-identity-certificate",
                        "agent-pods-running " + CONFIG_AGENT);
    }

    @Test
    void registryOutOfReach() {
        ClusterSnapshot snapshot = withBrokenPod(
                withBrokenPod(healthy(), CONFIG_AGENT, AgentPods.waiting("ImagePullBackOff")),
                "deployment/metrics-agent",
                AgentPods.waiting("ErrImagePull"));
        assertThat(causes(helm(snapshot, "failed"))).containsExactly("agent-images-pulled " + CONFIG_AGENT);
    }

    @Test
    void registryOutOfReachForTheIdentityOperatorToo() {
        ClusterSnapshot snapshot = withoutSecret(connecting(healthy()), "azure-identity-certificate");
        for (String workload : List.of(OPERATOR, CONFIG_AGENT)) {
            snapshot = withBrokenPod(snapshot, workload, AgentPods.waiting("ErrImagePull", "manifest unknown"));
        }
        assertThat(causes(snapshot)).containsExactly("agent-images-pulled " + OPERATOR);
    }

    @Test
    void aPullThatTellsItsReasonSpeaksForTheOthers() {
        ClusterSnapshot snapshot = withBrokenPod(
                withBrokenPod(healthy(), CONFIG_AGENT, AgentPods.waiting("ImagePullBackOff")),
                "deployment/metrics-agent",
                AgentPods.waiting("ErrImagePull", "manifest unknown"));
        assertThat(causes(snapshot)).containsExactly("agent-images-pulled deployment/metrics-agent");
    }

    @Test
    void aSlowPullExplainsThePodThatIsNotReady() {
        ClusterSnapshot snapshot = withKubernetes(
                withBrokenPod(healthy(), CONFIG_AGENT, AgentPods::beingCreated),
                "events",
                List.of(new AgentEvent(
                        "Normal",
                        "Pulling",
                        "Pulling image \"mcr.microsoft.com/a:1\"",
                        "pod/config-agent-6c4d7f9b5-x2x9z",
                        1,
                        NOW.minus(Duration.ofHours(1)))));
        assertThat(causes(snapshot)).containsExactly("agent-images-pulled " + CONFIG_AGENT);
        assertThat(failed(snapshot)).contains("agent-pods-ready", "agent-deployments-available");
    }

    @Test
    void aQuotaThatRefusesAgents() {
        ClusterSnapshot snapshot = healthy();
        for (String workload : List.of(OPERATOR, CONFIG_AGENT, "deployment/resource-sync-agent")) {
            snapshot = withDeployment(
                    withoutPods(snapshot, workload),
                    workload,
                    deployment -> with(
                            ClusterSnapshots.unavailable(deployment),
                            "conditions",
                            List.of(new AgentDeployment.Condition(
                                    "ReplicaFailure",
                                    "True",
                                    "FailedCreate",
                                    "pods \"x\" is forbidden: exceeded quota: arc, requested: pods=1"))));
        }
        snapshot = helm(status(snapshot, ConnectivityStatus.OFFLINE, 60), "failed");
        assertThat(causes(snapshot)).containsExactly("agent-pods-admitted " + OPERATOR);
        assertThat(failed(snapshot))
                .contains("heartbeat-fresh", "cluster-identity-operator-running", "agent-deployments-available");
    }

    @Test
    void bindingsGoneExplainTheAgentsThatCrash() {
        ClusterSnapshot snapshot =
                withPlatform(crashing(healthy(), OPERATOR, CONFIG_AGENT), "agentBindings", List.of());
        assertThat(causes(snapshot)).containsExactly("agent-permissions-intact namespace/azure-arc");
    }

    @Test
    void restartsOfAnAgentThatRunsAreALesserRootCause() {
        ClusterSnapshot snapshot = withPod(
                healthy(),
                CONFIG_AGENT,
                AgentPods.firstContainer(container -> new AgentPod.Container(
                        container.name(),
                        false,
                        true,
                        40,
                        new AgentPod.Running(NOW.minus(Duration.ofHours(2))),
                        new AgentPod.Terminated(1, "Error", null, NOW.minus(Duration.ofHours(2))))));
        assertThat(causes(snapshot)).containsExactly("agent-restarts-low " + CONFIG_AGENT);
        assertThat(verdict(snapshot).health()).isEqualTo(Health.DEGRADED);
    }

    @Test
    void definitionsStuckInDeletionStandBesideTheAgentsThatAreGone() {
        ClusterSnapshot gone = withKubernetes(
                withKubernetes(withKubernetes(healthy(), "deployments", List.of()), "pods", List.of()),
                "helmReleases",
                List.of());
        String name = "gitconfigs.clusterconfig.azure.com";
        assertThat(causes(withPlatform(gone, "definitions", List.of(new ResourceDefinition(name, null)))))
                .containsExactly("agents-installed namespace/azure-arc");
        assertThat(causes(withPlatform(
                        gone, "definitions", List.of(new ResourceDefinition(name, NOW.minus(Duration.ofDays(1)))))))
                .containsExactly("agents-installed namespace/azure-arc", "agent-leftovers-absent definition/" + name);
    }

    @Test
    void noRoomForAgents() {
        ClusterSnapshot snapshot = healthy();
        for (String workload : List.of("deployment/resource-sync-agent", CONFIG_AGENT, "deployment/metrics-agent")) {
            snapshot = withBrokenPod(snapshot, workload, AgentPods.unscheduled("3 Insufficient memory"));
        }
        snapshot = status(snapshot, ConnectivityStatus.OFFLINE, 60);
        assertThat(causes(snapshot)).containsExactly("agent-pods-scheduled " + CONFIG_AGENT);
        assertThat(failed(snapshot)).contains("heartbeat-fresh", "agent-deployments-available");
    }

    @Test
    void aContainerThatIsNotReady() {
        assertThat(causes(withBrokenPod(healthy(), CONFIG_AGENT, AgentPods::unready)))
                .containsExactly("agent-pods-ready " + CONFIG_AGENT);
    }

    @Test
    void kubeAadProxyWithoutCertificate() {
        ClusterSnapshot snapshot =
                withBrokenPod(withoutSecret(healthy(), "kube-aad-proxy-certificate"), PROXY, AgentPods::beingCreated);
        assertThat(causes(helm(snapshot, "failed")))
                .containsExactly("kube-aad-proxy-certificate-present secret/kube-aad-proxy-certificate");
        assertThat(failed(snapshot)).contains("agent-pods-ready", "agent-deployments-available");
    }

    @Test
    void kubeAadProxyThatMayNotBeCreated() {
        ClusterSnapshot snapshot = withDeployment(withoutPods(healthy(), PROXY), PROXY, ClusterSnapshots::unavailable);
        assertThat(causes(helm(snapshot, "pending-upgrade"))).containsExactly("kube-aad-proxy-present " + PROXY);
    }

    @Test
    void theGuidesTimedOutUpgradeWithKubeAadProxyRefused() {
        ClusterSnapshot refused = withKubernetes(
                withDeployment(withoutPods(healthy(), PROXY), PROXY, ClusterSnapshots::unavailable),
                "events",
                List.of(new AgentEvent(
                        "Warning",
                        "FailedCreate",
                        "pods \"kube-aad-proxy-84d6-x\" is forbidden: violates PodSecurity \"restricted:latest\": hostPath",
                        "replicaset/kube-aad-proxy-84d6",
                        7,
                        NOW)));
        assertThat(causes(helm(refused, "failed"))).containsExactly("kube-aad-proxy-admitted " + PROXY);
        assertThat(failed(helm(refused, "failed")))
                .containsExactly(
                        "helm-release-deployed",
                        "agent-deployments-available",
                        "kube-aad-proxy-present",
                        "kube-aad-proxy-admitted");
    }

    @Test
    void theGuidesTimedOutUpgradeWithoutProxyCertificateIsToBeConnectedUnderAnotherName() {
        ClusterSnapshot snapshot =
                withBrokenPod(withoutSecret(healthy(), "kube-aad-proxy-certificate"), PROXY, AgentPods::beingCreated);
        assertThat(verdict(helm(snapshot, "failed")).rootCauses())
                .singleElement()
                .satisfies(root -> assertThat(root.finding().remedy())
                        .contains("az connectedk8s delete -n store-042 -g rg-stores", "connect -n <new name>"));
        assertThat(causes(helm(withoutSecret(snapshot, "azure-identity-certificate"), "failed")))
                .containsExactly("identity-certificate-present secret/azure-identity-certificate");
    }

    @Test
    void clusterConnectSwitchedOff() {
        ClusterSnapshot off = without(without(healthy(), PROXY), CONNECT_AGENT);
        assertThat(causes(off)).containsExactly("cluster-connect-enabled feature/cluster-connect");
        assertThat(verdict(off).health()).isEqualTo(Health.DEGRADED);
    }

    @Test
    void aRelayThatRefusesExplainsTheAgentThatCrashes() {
        ClusterSnapshot snapshot = withLogs(
                crashing(healthy(), CONNECT_AGENT),
                log(
                        "clusterconnect-agent",
                        "wss://azgnrelay-weu-l1.servicebus.windows.net/$hc/x: websocket: bad handshake"));
        assertThat(causes(snapshot)).containsExactly("relay-reachable endpoint/*.servicebus.windows.net");
        assertThat(failed(snapshot)).contains("agent-pods-running", "agent-deployments-available");
    }

    @Test
    void anAgentWithoutIdentityIsToldNoRelay() {
        ClusterSnapshot snapshot = withLogs(
                withoutSecret(healthy(), "azure-identity-certificate"),
                log("clusterconnect-agent", "RelayConfigFetchFailed: no token"));
        assertThat(causes(snapshot)).containsExactly("identity-certificate-present secret/azure-identity-certificate");
        assertThat(failed(snapshot)).contains("relay-reachable");
    }

    @Test
    void aBlockedOboEndpointExplainsOverageClaims() {
        String overage = "overage claim (users with more than 200 group membership) is currently not supported";
        assertThat(causes(withLogs(
                        healthy(),
                        log(
                                "kube-aad-proxy",
                                "Post \"https://westeurope.obo.arc.azure.com:8084/x\": dial tcp 1.2.3.4:8084: i/o timeout\n"
                                        + overage))))
                .containsExactly("obo-endpoint-reachable endpoint/westeurope.obo.arc.azure.com:8084");
        assertThat(causes(withLogs(healthy(), log("kube-aad-proxy", overage))))
                .containsExactly("overage-claim-absent " + PROXY);
    }

    @Test
    void azureRbacWithoutGuard() {
        assertThat(causes(unguarded())).containsExactly("azure-rbac-guard-ready deployment/guard");
    }

    @Test
    void aGuardThatCrashesIsAnAgentThatCrashes() {
        ClusterSnapshot crashing = withBrokenPod(guarded(), "deployment/guard", AgentPods.crashLooping());
        assertThat(causes(crashing)).containsExactly("agent-pods-running deployment/guard");
        assertThat(failed(crashing)).contains("azure-rbac-guard-ready");
    }

    @Test
    void aRefusedScannerIsNoFaultOfTheCluster() {
        ClusterSnapshot refused = withKubernetes(
                withKubernetes(healthy(), "pods", Observation.unavailable(Reason.NOT_PERMITTED, "403")),
                facts -> with(
                        facts,
                        "reads",
                        List.of(new ReadReceipt("pods", Duration.ZERO, Reason.NOT_PERMITTED.word(), "403"))));
        assertThat(causes(refused)).containsExactly("scanner-permissions-sufficient scanner");
        assertThat(verdict(refused).health()).isEqualTo(Health.UNKNOWN);
        assertThat(causes(withResource(
                        refused, cluster -> with(cluster, "certificateExpires", NOW.plus(Duration.ofDays(8))))))
                .containsExactly(
                        "identity-certificate-renewed certificate/managed-identity",
                        "scanner-permissions-sufficient scanner");
    }

    @Test
    void helmStuckExplainsAnOldVersion() {
        ClusterSnapshot snapshot = withAgentVersion(helm(healthy(), "pending-upgrade"), "1.30.1");
        assertThat(causes(snapshot)).containsExactly("helm-release-deployed helm-release/azure-arc");
    }

    @Test
    void agentsGone() {
        ClusterSnapshot snapshot = status(healthy(), ConnectivityStatus.OFFLINE, 60);
        for (String component : List.of("deployments", "pods", "helmReleases")) {
            snapshot = withKubernetes(snapshot, component, List.of());
        }
        snapshot = withoutSecret(snapshot, "azure-identity-certificate");
        assertThat(causes(snapshot)).containsExactly("agents-installed namespace/azure-arc");
        assertThat(failed(snapshot)).contains("heartbeat-fresh", "helm-release-deployed");
    }

    @Test
    void anAgentGoneThatReports() {
        ClusterSnapshot snapshot =
                without(status(healthy(), ConnectivityStatus.OFFLINE, 60), "deployment/resource-sync-agent");
        assertThat(causes(snapshot)).containsExactly("agents-installed deployment/resource-sync-agent");
    }

    @Test
    void provisioningFailedWhileConnecting() {
        ClusterSnapshot snapshot =
                withResource(connecting(healthy()), cluster -> with(cluster, "provisioningState", "Failed"));
        assertThat(causes(snapshot)).containsExactly("provisioning-succeeded cluster");
    }

    @Test
    void aFailedFluxExtensionExplainsItsConfigurationsAndNoOtherDoes() {
        assertThat(causes(withFailedExtensionAndFlux(healthy())))
                .containsExactly("extensions-provisioned extension/flux");
        ClusterSnapshot other = withExtensions(
                withFailedExtensionAndFlux(healthy()),
                with(
                        with(fluxExtension(), "type", "microsoft.azuremonitor.containers"),
                        "provisioningState",
                        "Failed"));
        assertThat(causes(other)).containsExactly("extensions-provisioned extension/flux", "flux-compliant flux/apps");
    }

    @Test
    void independentFaultsAreTwoRootCauses() {
        ClusterSnapshot snapshot = withKubernetes(crashing(healthy(), CONFIG_AGENT), "version", "v1.30.1");
        snapshot = withResource(snapshot, cluster -> with(cluster, "kubernetesVersion", "1.30.1"));
        assertThat(causes(snapshot))
                .containsExactly("agent-pods-running " + CONFIG_AGENT, "kubernetes-version-supported kubernetes");
    }

    @Test
    void aBlockedDataPlaneExplainsTheAgentInWhichItIsSeenAndNoOther() {
        ClusterSnapshot snapshot = withLogs(
                helm(status(crashing(healthy(), CONFIG_AGENT), ConnectivityStatus.OFFLINE, 60), "failed"),
                log(
                        "config-agent",
                        "Post \"https://westeurope.dp.kubernetesconfiguration.azure.com/x\": dial tcp 20.1.2.3:443: i/o timeout"));
        assertThat(causes(snapshot)).containsExactly("egress-allowed endpoint/data-plane");
        assertThat(failed(snapshot)).contains("heartbeat-fresh", "agent-pods-running", "helm-release-deployed");
        assertThat(causes(crashing(snapshot, "deployment/metrics-agent")))
                .containsExactly("agent-pods-running deployment/metrics-agent", "egress-allowed endpoint/data-plane");
    }

    @Test
    void severalBlockedEndpointsAreOneRootCauseThatNamesThemAll() {
        ClusterSnapshot snapshot = withLogs(
                connecting(crashing(withoutSecret(healthy(), "azure-identity-certificate"), OPERATOR)),
                log(
                        "clusteridentityoperator",
                        "Get \"https://gbl.his.arc.azure.com/x\": dial tcp 20.1.2.3:443: i/o timeout\n"
                                + "Get \"https://login.microsoftonline.com/x\": dial tcp 20.1.2.4:443: i/o timeout"));
        assertThat(causes(snapshot)).containsExactly("egress-allowed endpoint/identity");
        assertThat(verdict(snapshot).rootCauses().getFirst().sentence())
                .contains("The same is seen on endpoint/sign-in", "cluster-identity-operator-running");
    }

    @Test
    void clusterDnsDown() {
        ClusterSnapshot down = withPlatform(
                withPlatform(
                        status(crashing(healthy(), CONFIG_AGENT, CONNECT_AGENT), ConnectivityStatus.OFFLINE, 60),
                        "dnsPods",
                        List.of(AgentPods.crashLooping().apply(AgentPods.ready("coredns", "coredns")))),
                "dnsEndpoints",
                0);
        ClusterSnapshot logged = withLogs(
                down,
                log("config-agent", "dial tcp: lookup management.azure.com on 10.43.0.10:53: no such host"),
                log("clusterconnect-agent", "Name or service not known (login.microsoftonline.com:443)"));
        assertThat(causes(down)).containsExactly("cluster-dns-healthy dns/cluster");
        assertThat(causes(logged)).containsExactly("cluster-dns-healthy dns/cluster");
        assertThat(failed(logged)).contains("egress-allowed", "agent-pods-running", "heartbeat-fresh");
    }

    @Test
    void aProxyThatWantsALogin() {
        ClusterSnapshot snapshot = withLogs(
                status(crashing(healthy(), CONFIG_AGENT), ConnectivityStatus.OFFLINE, 60),
                log("config-agent", "Post \"https://management.azure.com/x\": Proxy Authentication Required"));
        assertThat(causes(snapshot)).containsExactly("proxy-authentication-accepted egress/proxy");
    }

    @Test
    void tlsThatIsInspected() {
        ClusterSnapshot snapshot = withLogs(
                connecting(crashing(withoutSecret(healthy(), "azure-identity-certificate"), OPERATOR, CONFIG_AGENT)),
                log(
                        "clusteridentityoperator",
                        "Get \"https://gbl.his.arc.azure.com/x\": x509: certificate signed by unknown authority"));
        assertThat(causes(snapshot)).containsExactly("tls-interception-trusted egress/tls");
    }

    @Test
    void aWrongClock() {
        ClusterSnapshot snapshot = withLogs(
                status(crashing(healthy(), CONFIG_AGENT), ConnectivityStatus.OFFLINE, 60),
                log(
                        "config-agent",
                        "x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:00Z is before"
                                + " 2026-07-01T00:00:00Z"));
        assertThat(causes(snapshot)).containsExactly("clocks-right nodes/clock");
    }

    @Test
    void aGatewayThatIsInspected() {
        ClusterSnapshot snapshot = withLogs(
                withResource(
                        status(healthy(), ConnectivityStatus.OFFLINE, 60),
                        cluster -> with(cluster, "features", with(cluster.features(), "gateway", true))),
                log(
                        "resource-sync-agent",
                        "Get \"https://store.gw.arc.azure.com/x\": x509: certificate signed by unknown authority"));
        ClusterSnapshot routed = withKubernetes(
                snapshot,
                "pods",
                Stream.concat(AgentPods.healthy().stream(), Stream.of(AgentPods.ready("arc-proxy", "arc-proxy")))
                        .toList());
        assertThat(causes(routed)).containsExactly("network-path-supported gateway/tls");
    }

    @Test
    void aSourceOfFluxThatIsNotFetchedExplainsWhatWaitsForItAndNoOtherFault() {
        Problem source = new Problem("GitRepository", "apps", "Non-Compliant", "authentication required");
        Problem waiting = new Problem("Kustomization", "apps", "Non-Compliant", "Source artifact not found, retrying");
        Problem broken = new Problem("Kustomization", "infra", "Non-Compliant", "kustomize build failed");
        assertThat(causes(withFluxProblems(source, waiting))).containsExactly("flux-source-fresh flux/apps");
        assertThat(causes(withFluxProblems(source, broken)))
                .containsExactly("flux-source-fresh flux/apps", "flux-compliant flux/apps");
    }

    @Test
    void aFluxControllerThatIsNotAvailableExplainsTheFailedExtensionAndItsConfigurations() {
        ClusterSnapshot snapshot = withPlatform(
                withFailedExtensionAndFlux(healthy()),
                "fluxControllers",
                List.of(new AgentDeployment("source-controller", 1, 0, 0, List.of())));
        assertThat(causes(snapshot)).containsExactly("flux-controllers-ready deployment/source-controller");
    }

    @Test
    void anIncidentExplainsWhatHasGoneWrongSinceItBegan() {
        ClusterSnapshot silent = withResource(
                status(
                        healthy(),
                        ConnectivityStatus.OFFLINE,
                        NOW.minus(Duration.ofHours(2)),
                        NOW.plus(Duration.ofDays(60))),
                cluster -> with(cluster, "provisioningState", "Failed"));
        assertThat(causes(withIncidents(silent, inRegion(Duration.ofHours(3)))))
                .containsExactly("region-free-of-incidents incident/7R_1-XYZ");
        assertThat(causes(withIncidents(silent, inRegion(Duration.ofMinutes(30)))))
                .containsExactly("heartbeat-fresh cluster", "region-free-of-incidents incident/7R_1-XYZ");
    }

    @Test
    void agentsThatReportToAnotherResource() {
        ClusterSnapshot snapshot = withKubernetes(
                status(healthy(), ConnectivityStatus.OFFLINE, 60),
                "config",
                new ArcClusterConfig(Map.of(
                        "AZURE_SUBSCRIPTION_ID", "11111111-2222-3333-4444-555555555555",
                        "AZURE_RESOURCE_GROUP", "rg-stores",
                        "AZURE_RESOURCE_NAME", "store-007")));
        assertThat(causes(snapshot)).containsExactly("azure-and-cluster-agree configmap/azure-clusterconfig");
    }

    @Test
    void figuresThatDiffer() {
        assertThat(causes(withResource(healthy(), cluster -> with(cluster, "nodeCount", 12))))
                .containsExactly("azure-and-cluster-agree nodes");
    }

    @Test
    void identityRequestsThatAreNotServedAreOneRootCause() {
        ClusterSnapshot snapshot = withPlatform(
                status(healthy(), ConnectivityStatus.OFFLINE, 60),
                "identityRequests",
                Stream.of("config-agent-identity-request", "container-insights-clusteridentityrequest")
                        .map(name -> new IdentityRequest(name, null, NOW.minus(Duration.ofDays(9)), null, null))
                        .toList());
        assertThat(causes(snapshot))
                .containsExactly("identity-requests-served identity-request/config-agent-identity-request");
        assertThat(causes(crashing(withoutSecret(snapshot, "azure-identity-certificate"), CONFIG_AGENT)))
                .containsExactly("identity-certificate-present secret/azure-identity-certificate");
    }

    @Test
    void aKeyThatCannotBeParsedExplainsTheMissingCertificateAndTheCrashes() {
        ClusterSnapshot snapshot = withLogs(
                connecting(crashing(withoutSecret(healthy(), "azure-identity-certificate"), OPERATOR, CONFIG_AGENT)),
                log("clusteridentityoperator", "failed to parse PEM block containing the key"),
                log("config-agent", "failed to parse PEM block containing the key"));
        assertThat(causes(snapshot)).containsExactly("key-pair-valid " + OPERATOR);
    }

    @Test
    void aFailedUpgradeExplainsAnOldVersion() {
        ClusterSnapshot snapshot = withAgentVersion(healthy(), "1.30.1");
        assertThat(causes(withResource(
                        snapshot, cluster -> with(cluster, "agent", with(cluster.agent(), "state", "Failed")))))
                .containsExactly("agent-upgrade-finished agents");
        assertThat(causes(snapshot)).containsExactly("agent-version-supported agents");
    }

    @Test
    void openShiftThatIsTooOld() {
        assertThat(causes(withPlatform(
                        healthy(), "openShift", new OpenShift(Observation.of("4.6.1"), Observation.of(Set.of())))))
                .containsExactly("openshift-version-supported openshift");
    }

    @Test
    void aNodeThatIsNotReadyExplainsItsAgents() {
        ClusterSnapshot snapshot = Nodes.withNode(
                withBrokenPod(status(healthy(), ConnectivityStatus.OFFLINE, 60), CONFIG_AGENT, AgentPods::beingCreated),
                "node-1",
                Nodes::notReady);
        assertThat(causes(snapshot)).containsExactly("agent-nodes-ready node/node-1");
        assertThat(failed(snapshot)).contains("heartbeat-fresh", "agent-pods-ready", "agent-deployments-available");
    }

    @Test
    void theOnlyNodeThatIsNotReadyIsOneRootCause() {
        ClusterSnapshot snapshot = withKubernetes(
                withResource(healthy(), cluster -> with(cluster, "nodeCount", 1)),
                "nodes",
                List.of(Nodes.notReady(ClusterSnapshots.node("node-1"))));
        assertThat(causes(snapshot)).containsExactly("agent-nodes-ready node/node-1");
        assertThat(failed(snapshot)).contains("linux-amd64-node-present");
    }

    @Test
    void aNodeUnderPressureExplainsWhatIsEvictedFromItAndNoCrash() {
        ClusterSnapshot pressed = Nodes.withNode(healthy(), "node-1", Nodes.under("DiskPressure"));
        ClusterSnapshot evicted = withBrokenPod(
                pressed,
                CONFIG_AGENT,
                pod -> with(with(with(pod, "phase", "Failed"), "reason", "Evicted"), "containers", List.of()));
        assertThat(causes(evicted)).containsExactly("agent-nodes-ready node/node-1");
        assertThat(causes(crashing(pressed, CONFIG_AGENT)))
                .containsExactlyInAnyOrder("agent-nodes-ready node/node-1", "agent-pods-running " + CONFIG_AGENT);
    }

    @Test
    void cordonedNodesExplainAgentsThatWaitForOne() {
        ClusterSnapshot snapshot = withKubernetes(
                withBrokenPod(
                        withResource(healthy(), cluster -> with(cluster, "nodeCount", 1)),
                        CONFIG_AGENT,
                        AgentPods.unscheduled("0/1 nodes are available: 1 node(s) were unschedulable.")),
                "nodes",
                List.of(with(ClusterSnapshots.node("node-1"), "unschedulable", true)));
        assertThat(causes(snapshot)).containsExactly("linux-amd64-node-present nodes");
    }

    @Test
    void aClusterOfArm64NodesExplainsAnExtensionThatNeedsAnother() {
        ClusterSnapshot snapshot = withExtensions(
                withKubernetes(
                        withResource(healthy(), cluster -> with(cluster, "nodeCount", 1)),
                        "nodes",
                        List.of(with(ClusterSnapshots.node("node-1"), "architecture", "arm64"))),
                with(
                        with(fluxExtension(), "type", "microsoft.azuremonitor.containers"),
                        "provisioningState",
                        "Failed"));
        assertThat(causes(snapshot)).containsExactly("linux-amd64-node-present nodes");
    }

    @Test
    void anOfflineClusterThatCannotBeReachedIsAPossibleRootCause() {
        ClusterSnapshot snapshot = with(
                status(healthy(), ConnectivityStatus.OFFLINE, 60),
                "kubernetes",
                KubernetesFacts.unavailable(Reason.UNREACHABLE, "No agent is connected.", Duration.ZERO));
        RootCause root = verdict(snapshot).rootCauses().getFirst();
        assertThat(root.finding().checkId()).isEqualTo("heartbeat-fresh");
        assertThat(root.isCertain()).isFalse();
        assertThat(root.sentence())
                .contains("A possible root cause only: not evaluated were identity-certificate-present,")
                .endsWith(" more, which might explain it.");
    }

    @Test
    void unreadSecretsDoNotCastDoubtOnWhatTheyCannotExplain() {
        ClusterSnapshot snapshot = withKubernetes(
                withBrokenPod(healthy(), CONFIG_AGENT, AgentPods.crashLooping(137, "OOMKilled")),
                "secretNames",
                Observation.unavailable(Reason.NOT_PERMITTED, "403"));
        assertThat(verdict(snapshot).rootCauses()).singleElement().matches(RootCause::isCertain);
    }

    @Test
    void deniedPodsMakeAnOtherwiseQuietClusterUnknown() {
        assertThat(verdict(withKubernetes(healthy(), "pods", Observation.unavailable(Reason.NOT_PERMITTED, "403")))
                        .health())
                .isEqualTo(Health.UNKNOWN);
    }

    @Test
    void eitherSideAloneIsEnoughForAVerdictWhenTheOtherIsSwitchedOff() {
        ClusterSnapshot azureOnly = with(
                healthy(),
                "kubernetes",
                KubernetesFacts.unavailable(Reason.NOT_ATTEMPTED, "Switched off.", Duration.ZERO));
        ClusterSnapshot clusterOnly =
                with(healthy(), "azure", AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "No subscription."));
        assertThat(verdict(azureOnly).health()).isEqualTo(Health.HEALTHY);
        assertThat(verdict(clusterOnly).health()).isEqualTo(Health.HEALTHY);
    }

    private static ClusterSnapshot crashing(ClusterSnapshot snapshot, String... workloads) {
        return Stream.of(workloads)
                .<UnaryOperator<ClusterSnapshot>>map(
                        workload -> before -> withBrokenPod(before, workload, AgentPods.crashLooping()))
                .reduce(UnaryOperator.identity(), (first, second) -> before -> second.apply(first.apply(before)))
                .apply(snapshot);
    }

    private static ClusterSnapshot status(ClusterSnapshot snapshot, ConnectivityStatus status, int certificateDays) {
        return status(snapshot, status, NOW.minus(Duration.ofDays(7)), NOW.plus(Duration.ofDays(certificateDays)));
    }

    private static ClusterSnapshot connecting(ClusterSnapshot snapshot) {
        return status(snapshot, ConnectivityStatus.CONNECTING, null, null);
    }

    private static ClusterSnapshot status(
            ClusterSnapshot snapshot,
            ConnectivityStatus status,
            @Nullable Instant heartbeat,
            @Nullable Instant certificateExpires) {
        return withResource(
                snapshot,
                cluster -> with(
                        with(
                                with(with(cluster, "connectivityStatus", status), "connectivityWord", status.name()),
                                "lastConnectivity",
                                heartbeat),
                        "certificateExpires",
                        certificateExpires));
    }

    private static ClusterSnapshot helm(ClusterSnapshot snapshot, String status) {
        return withKubernetes(
                snapshot,
                "helmReleases",
                List.of(new HelmRelease("azure-arc", "azure-arc-release", 8, status, NOW.minus(Duration.ofHours(5)))));
    }

    private static ClusterSnapshot withAgentVersion(ClusterSnapshot snapshot, String version) {
        return withKubernetes(
                withResource(snapshot, cluster -> with(cluster, "agentVersion", version)),
                "metadata",
                new ClusterMetadata(ClusterSnapshots.IDENTITY.id(), "1.35.3", 3, version));
    }

    private static ClusterSnapshot withFailedExtensionAndFlux(ClusterSnapshot snapshot) {
        return withFluxConfigurations(
                withExtensions(snapshot, with(fluxExtension(), "provisioningState", "Failed")),
                with(fluxConfiguration(), "complianceState", "Non-Compliant"));
    }

    private static ClusterSnapshot withFluxProblems(Problem... problems) {
        return withFluxConfigurations(
                healthy(),
                with(with(fluxConfiguration(), "complianceState", "Non-Compliant"), "problems", List.of(problems)));
    }

    private static Verdict verdict(ClusterSnapshot snapshot) {
        return new Diagnosis(CATALOG).diagnose(new CheckRunner(CATALOG).run(snapshot));
    }

    private static List<String> causes(ClusterSnapshot snapshot) {
        return verdict(snapshot).rootCauses().stream()
                .map(root ->
                        root.finding().checkId() + " " + root.finding().issue().subject())
                .toList();
    }

    private static List<String> failed(ClusterSnapshot snapshot) {
        return new CheckRunner(CATALOG)
                .run(snapshot).stream()
                        .filter(Failed.class::isInstance)
                        .map(CheckResult::checkId)
                        .toList();
    }
}
