package io.arcfleet.check;

import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.agents.AgentDeploymentsAvailableCheck;
import io.arcfleet.check.agents.AgentImagesPulledCheck;
import io.arcfleet.check.agents.AgentLeftoversAbsentCheck;
import io.arcfleet.check.agents.AgentPermissionsIntactCheck;
import io.arcfleet.check.agents.AgentPodsAdmittedCheck;
import io.arcfleet.check.agents.AgentPodsReadyCheck;
import io.arcfleet.check.agents.AgentPodsRunningCheck;
import io.arcfleet.check.agents.AgentPodsScheduledCheck;
import io.arcfleet.check.agents.AgentRestartsLowCheck;
import io.arcfleet.check.agents.AgentsInstalledCheck;
import io.arcfleet.check.agents.HelmReleaseDeployedCheck;
import io.arcfleet.check.clusterconnect.AzureRbacGuardReadyCheck;
import io.arcfleet.check.clusterconnect.ClusterConnectEnabledCheck;
import io.arcfleet.check.clusterconnect.KubeAadProxyAdmittedCheck;
import io.arcfleet.check.clusterconnect.KubeAadProxyCertificatePresentCheck;
import io.arcfleet.check.clusterconnect.KubeAadProxyPresentCheck;
import io.arcfleet.check.clusterconnect.OboEndpointReachableCheck;
import io.arcfleet.check.clusterconnect.OverageClaimAbsentCheck;
import io.arcfleet.check.clusterconnect.RelayReachableCheck;
import io.arcfleet.check.clusterconnect.ScannerPermissionsSufficientCheck;
import io.arcfleet.check.clusterconnect.ScannerReachesClusterCheck;
import io.arcfleet.check.connectivity.AzureAndClusterAgreeCheck;
import io.arcfleet.check.connectivity.HeartbeatFreshCheck;
import io.arcfleet.check.connectivity.OnboardingCompleteCheck;
import io.arcfleet.check.connectivity.ProvisioningSucceededCheck;
import io.arcfleet.check.connectivity.RegionFreeOfIncidentsCheck;
import io.arcfleet.check.extensions.ExtensionsProvisionedCheck;
import io.arcfleet.check.extensions.ExtensionsSettledCheck;
import io.arcfleet.check.extensions.WorkloadIdentityReadyCheck;
import io.arcfleet.check.gitops.FluxCompliantCheck;
import io.arcfleet.check.gitops.FluxControllersReadyCheck;
import io.arcfleet.check.gitops.FluxSourceFreshCheck;
import io.arcfleet.check.identity.ClusterIdentityOperatorRunningCheck;
import io.arcfleet.check.identity.IdentityCertificateNotExpiredCheck;
import io.arcfleet.check.identity.IdentityCertificatePresentCheck;
import io.arcfleet.check.identity.IdentityCertificateRenewedCheck;
import io.arcfleet.check.identity.IdentityRequestsServedCheck;
import io.arcfleet.check.identity.KeyPairValidCheck;
import io.arcfleet.check.network.ClocksRightCheck;
import io.arcfleet.check.network.ClusterDnsHealthyCheck;
import io.arcfleet.check.network.EgressAllowedCheck;
import io.arcfleet.check.network.NetworkPathSupportedCheck;
import io.arcfleet.check.network.ProxyAuthenticationAcceptedCheck;
import io.arcfleet.check.network.ProxyExclusionsCompleteCheck;
import io.arcfleet.check.network.TlsInterceptionTrustedCheck;
import io.arcfleet.check.versions.AgentNodesReadyCheck;
import io.arcfleet.check.versions.AgentUpgradeFinishedCheck;
import io.arcfleet.check.versions.AgentVersionSupportedCheck;
import io.arcfleet.check.versions.KubernetesVersionSupportedCheck;
import io.arcfleet.check.versions.LinuxAmd64NodePresentCheck;
import io.arcfleet.check.versions.OpenshiftVersionSupportedCheck;
import io.arcfleet.check.versions.Version;
import io.arcfleet.signature.SignatureCatalog;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checks that a scan runs, in the order in which their results are shown. */
public final class CheckCatalog {

    /** A change of an extension that takes longer is stuck: Helm gives up after minutes, slow images may take half of it. */
    private static final Duration EXTENSION_CHANGE = Duration.ofHours(1);

    private final Map<String, Check<?>> checks;

    /**
     * A catalogue of its own.
     *
     * @throws IllegalArgumentException when an id is given twice, an explanation names a check that is not there, or
     *     explanations form a circle; a check may name itself, for twins
     */
    public CheckCatalog(List<Check<?>> checks) {
        this(byId(checks));
        checks.forEach(this::requireKnownExplanations);
        checks.forEach(check -> requireNoCircle(check.spec().id(), new LinkedHashSet<>(), new HashSet<>()));
    }

    private CheckCatalog(Map<String, Check<?>> checks) {
        this.checks = checks;
    }

    /**
     * Every check of the product, with these figures.
     *
     * @throws IllegalArgumentException when the newest agent or Kubernetes version is not a version
     */
    public static CheckCatalog standard(Thresholds thresholds) {
        Duration settling = thresholds.settling();
        SignatureCatalog signatures = SignatureCatalog.standard();
        return new CheckCatalog(List.of(
                new HeartbeatFreshCheck(thresholds.heartbeatLate()),
                new OnboardingCompleteCheck(thresholds.onboardingGrace()),
                new RegionFreeOfIncidentsCheck(),
                new ProvisioningSucceededCheck(),
                new AzureAndClusterAgreeCheck(thresholds.onboardingGrace()),
                new IdentityCertificateNotExpiredCheck(),
                new IdentityCertificateRenewedCheck(thresholds.certificateRenewal()),
                new IdentityCertificatePresentCheck(settling),
                new ClusterIdentityOperatorRunningCheck(settling),
                new IdentityRequestsServedCheck(settling),
                new KeyPairValidCheck(signatures),
                new AgentsInstalledCheck(),
                new HelmReleaseDeployedCheck(settling),
                new AgentDeploymentsAvailableCheck(settling),
                new AgentPodsAdmittedCheck(signatures),
                new AgentPodsScheduledCheck(signatures, settling),
                new AgentImagesPulledCheck(signatures, settling),
                new AgentPodsRunningCheck(settling),
                new AgentPodsReadyCheck(settling),
                new AgentRestartsLowCheck(thresholds.restarts()),
                new AgentPermissionsIntactCheck(signatures),
                new AgentLeftoversAbsentCheck(settling),
                new ClusterConnectEnabledCheck(),
                new KubeAadProxyPresentCheck(settling),
                new KubeAadProxyAdmittedCheck(settling, signatures),
                new KubeAadProxyCertificatePresentCheck(settling),
                new RelayReachableCheck(signatures),
                new OboEndpointReachableCheck(signatures),
                new OverageClaimAbsentCheck(signatures),
                new AzureRbacGuardReadyCheck(settling, signatures),
                new ScannerReachesClusterCheck(),
                new ScannerPermissionsSufficientCheck(signatures),
                new ClusterDnsHealthyCheck(signatures, settling),
                new EgressAllowedCheck(signatures),
                new ProxyAuthenticationAcceptedCheck(signatures),
                new ProxyExclusionsCompleteCheck(),
                new TlsInterceptionTrustedCheck(signatures),
                new ClocksRightCheck(signatures),
                new NetworkPathSupportedCheck(signatures, settling),
                new AgentVersionSupportedCheck(version(thresholds.newestAgent())),
                new AgentUpgradeFinishedCheck(thresholds.upgradeGrace()),
                new KubernetesVersionSupportedCheck(version(thresholds.newestKubernetes())),
                new OpenshiftVersionSupportedCheck(),
                new AgentNodesReadyCheck(),
                new LinuxAmd64NodePresentCheck(),
                new ExtensionsProvisionedCheck(signatures),
                new ExtensionsSettledCheck(EXTENSION_CHANGE),
                new WorkloadIdentityReadyCheck(),
                new FluxSourceFreshCheck(signatures),
                new FluxControllersReadyCheck(),
                new FluxCompliantCheck(thresholds.fluxReportLate())));
    }

    /** The checks in their order. */
    public List<Check<?>> checks() {
        return List.copyOf(checks.values());
    }

    /** The ids of the checks in their order. */
    public List<String> ids() {
        return List.copyOf(checks.keySet());
    }

    /** The check with this id. */
    public Optional<Check<?>> find(String id) {
        return Optional.ofNullable(checks.get(id));
    }

    /**
     * A smaller catalogue in the same order. Explanations by checks that are left out stay and never apply.
     *
     * @param only ids to keep; empty keeps all
     * @param skip ids to leave out, also of those in {@code only}
     * @throws IllegalArgumentException naming all ids that are not in the catalogue
     */
    public CheckCatalog select(Set<String> only, Set<String> skip) {
        List<String> unknown = Stream.concat(only.stream(), skip.stream())
                .filter(id -> !checks.containsKey(id))
                .distinct()
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown checks: " + String.join(", ", unknown));
        }
        return new CheckCatalog(byId(checks.values().stream()
                .filter(check -> only.isEmpty() || only.contains(check.spec().id()))
                .filter(check -> !skip.contains(check.spec().id()))
                .toList()));
    }

    private static Version version(String text) {
        return Version.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("not a version of the form 1.2.3: " + text));
    }

    private static Map<String, Check<?>> byId(List<Check<?>> checks) {
        Map<String, Check<?>> byId = new LinkedHashMap<>();
        for (Check<?> check : checks) {
            if (byId.put(check.spec().id(), check) != null) {
                throw new IllegalArgumentException(
                        "two checks have the id " + check.spec().id());
            }
        }
        return byId;
    }

    private void requireKnownExplanations(Check<?> check) {
        String unknown = check.spec().explainedBy().stream()
                .map(Explanation::checkId)
                .filter(id -> !checks.containsKey(id))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(check.spec().id() + " is explained by unknown checks: " + unknown);
        }
    }

    private void requireNoCircle(String id, Set<String> path, Set<String> done) {
        if (!path.add(id)) {
            throw new IllegalArgumentException(
                    "explanations form a circle: " + String.join(" <- ", path) + " <- " + id);
        }
        for (Explanation explanation : find(id).orElseThrow().spec().explainedBy()) {
            String cause = explanation.checkId();
            if (!cause.equals(id) && !done.contains(cause)) {
                requireNoCircle(cause, path, done);
            }
        }
        path.remove(id);
        done.add(id);
    }
}
