package io.arcfleet.collect;

import static io.arcfleet.collect.Outcomes.reason;
import static io.arcfleet.collect.Outcomes.seen;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.snapshot.AgentBinding;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ArcCustomResource;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.IdentityRequest;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.OpenShift;
import io.arcfleet.snapshot.Permissions;
import io.arcfleet.snapshot.PlatformFacts;
import io.arcfleet.snapshot.ReadReceipt;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.ResourceDefinition;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read around the agents, and of which clusters. */
final class PlatformReadsTest {

    private static final Observation<?> NOT_OPENSHIFT =
            Observation.unavailable(Reason.NOT_FOUND, "This cluster is not OpenShift.");
    private static final String EMPTY = "{\"kind\":\"List\",\"metadata\":{},\"items\":[]}";

    @Test
    void readsTheRequestsForTokens() {
        assertThat(seen(platform(RecordedCluster.complete()).identityRequests()))
                .containsExactly(
                        new IdentityRequest(
                                "config-agent-identity-request",
                                "https://westeurope.dp.kubernetesconfiguration.azure.com/",
                                Instant.parse("2026-01-01T00:00:00Z"),
                                Instant.parse("2026-03-01T20:00:00Z"),
                                "config-agent-identity-request-token"),
                        new IdentityRequest(
                                "container-insights-clusteridentityrequest",
                                "https://monitor.azure.com/",
                                Instant.parse("2026-02-01T00:00:00Z"),
                                Instant.parse("2026-03-01T21:00:00.5Z"),
                                "insights-token"));
    }

    @Test
    void aRequestForATokenThatWasNotServedHasNoEnd() {
        RecordedCluster cluster = RecordedCluster.complete()
                .answer(
                        RecordedCluster.IDENTITY_REQUESTS,
                        "{\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"fresh\"}}]}");

        assertThat(seen(platform(cluster).identityRequests()))
                .containsExactly(new IdentityRequest("fresh", null, null, null, null));
    }

    @Test
    void readsCustomResourcesOfUnknownFieldsWithoutTheirSecrets() {
        PlatformFacts facts =
                platform(Targets.unknownToAzure(), RecordedCluster.complete().withoutProxyCertificate());

        assertThat(seen(facts.certificates()))
                .containsExactly(new ArcCustomResource(
                        "kube-aad-proxy",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        false,
                        Map.of(
                                "state",
                                "Issued",
                                "attempts",
                                "3",
                                "renewing",
                                "false",
                                "lastError",
                                "login with password=[redacted] failed")));
        assertThat(seen(facts.extensionConfigs()))
                .containsExactly(
                        new ArcCustomResource(
                                "flux", Instant.parse("2026-01-02T00:00:00Z"), true, Map.of("status", "Deleting")),
                        new ArcCustomResource("monitor", null, false, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RecordedCluster.IDENTITY_REQUESTS,
                RecordedCluster.CERTIFICATES,
                RecordedCluster.EXTENSION_CONFIGS
            })
    void aKindThatIsNotThereIsNotAnEmptyList(String path) {
        RecordedCluster cluster =
                RecordedCluster.complete().withoutProxyCertificate().fail(path, Reason.NOT_FOUND, "404");
        PlatformFacts facts = platform(Targets.unknownToAzure(), cluster);

        assertThat(List.of(facts.identityRequests(), facts.certificates(), facts.extensionConfigs()))
                .filteredOn(read -> read.failure().isPresent())
                .singleElement()
                .isEqualTo(Observation.unavailable(Reason.NOT_FOUND, "404"));
    }

    @Test
    void keepsOnlyTheBindingsOfTheAgents() {
        assertThat(seen(platform(RecordedCluster.complete()).agentBindings()))
                .containsExactly(
                        new AgentBinding(
                                "azure-arc-operator", "azure-arc-operator-role", Set.of("azure-arc-operatorsa")),
                        new AgentBinding("everybody", "view", Set.of("*")));
    }

    @Test
    void followsTheBindingsPageByPage() {
        RecordedCluster cluster = RecordedCluster.complete()
                .answer(
                        RecordedCluster.BINDINGS,
                        request -> Observation.of(
                                request.query().containsKey("continue")
                                        ? RecordedCluster.recorded("cluster-role-bindings")
                                        : "{\"metadata\":{\"continue\":\"b\"},\"items\":[]}"));

        assertThat(seen(platform(cluster).agentBindings())).hasSize(2);
    }

    @Test
    void countsEachReadyAddressOfClusterDnsOnce() {
        RecordedCluster cluster = RecordedCluster.complete();
        PlatformFacts facts = platform(cluster);

        assertThat(seen(facts.dnsEndpoints())).isEqualTo(2);
        assertThat(seen(facts.dnsPods()))
                .extracting(AgentPod::workload, AgentPod::containersReady)
                .containsExactly(tuple("deployment/coredns", 1));
        assertThat(cluster.requests())
                .filteredOn(request -> request.path().contains("kube-system"))
                .extracting(request -> request.query().get("labelSelector"))
                .containsExactlyInAnyOrder(
                        "k8s-app in (kube-dns,coredns)",
                        "kubernetes.io/service-name in (kube-dns,coredns,rke2-coredns-rke2-coredns)");
    }

    @Test
    void aServiceWithoutPodsHasNoAddressesAndOneThatIsNotThereIsNotFound() {
        RecordedCluster unserved = RecordedCluster.complete()
                .answer(RecordedCluster.DNS_ENDPOINTS, "{\"metadata\":{},\"items\":[{\"endpoints\":[]}]}");
        RecordedCluster nameless = RecordedCluster.complete().answer(RecordedCluster.DNS_ENDPOINTS, EMPTY);

        assertThat(platform(unserved).dnsEndpoints()).isEqualTo(Observation.of(0));
        assertThat(platform(nameless).dnsEndpoints())
                .isEqualTo(Observation.unavailable(
                        Reason.NOT_FOUND,
                        "No service of cluster DNS, kube-dns or coredns or rke2-coredns-rke2-coredns in kube-system,"
                                + " has an endpoint slice."));
    }

    @Test
    void readsAnOpenShiftClusterByTheLabelOfItsNodes() {
        RecordedCluster cluster = RecordedCluster.openShift();
        PlatformFacts facts = platform(cluster);

        assertThat(seen(facts.openShift()))
                .isEqualTo(new OpenShift(
                        Observation.of("4.20.3"),
                        Observation.of(Set.of(
                                "system:admin",
                                "system:serviceaccount:azure-arc:azure-arc-kube-aad-proxy-sa",
                                "system:cluster-admins"))));
        assertThat(seen(facts.dnsEndpoints())).isEqualTo(2);
        assertThat(cluster.requests())
                .extracting(KubernetesRequest::path)
                .contains(RecordedCluster.OPENSHIFT_DNS_PODS, RecordedCluster.OPENSHIFT_DNS_ENDPOINTS)
                .doesNotContain(RecordedCluster.DNS_PODS, RecordedCluster.DNS_ENDPOINTS);
    }

    @Test
    void takesTheVersionOfOpenShiftFromItsHistoryWhenNoneIsDesired() {
        RecordedCluster cluster = RecordedCluster.openShift()
                .answer(
                        RecordedCluster.OPENSHIFT_VERSION,
                        RecordedCluster.recorded("openshift-version").replace("\"desired\"", "\"wished\""))
                .fail(RecordedCluster.PRIVILEGED, Reason.NOT_PERMITTED, "forbidden");

        assertThat(seen(platform(cluster).openShift()))
                .isEqualTo(new OpenShift(
                        Observation.of("4.20.2"), Observation.unavailable(Reason.NOT_PERMITTED, "forbidden")));
    }

    @Test
    void believesAzureThatAClusterIsOpenShift() {
        RecordedCluster cluster = RecordedCluster.openShift().answer(RecordedCluster.NODES, EMPTY);

        assertThat(seen(platform(Targets.ofDistribution("OpenShift"), cluster).openShift()))
                .isNotNull();
    }

    @Test
    void anotherClusterIsNotAskedForOpenShift() {
        RecordedCluster cluster = RecordedCluster.complete();

        assertThat(platform(cluster).openShift()).isEqualTo(NOT_OPENSHIFT);
        assertThat(cluster.requests()).noneMatch(request -> request.path().contains("openshift"));
    }

    @Test
    void nobodyKnowsWhetherAClusterIsOpenShiftWhenItsNodesCannotBeRead() {
        RecordedCluster cluster = RecordedCluster.complete().fail(RecordedCluster.NODES, Reason.NOT_PERMITTED, "403");

        assertThat(platform(Targets.unknownToAzure(), cluster).openShift())
                .isEqualTo(Observation.unavailable(Reason.NOT_PERMITTED, "403"));
        assertThat(platform(Targets.ofDistribution("k3s"), cluster).openShift()).isEqualTo(NOT_OPENSHIFT);
    }

    @Test
    void readsWhatConcernsOnlySomeClustersWhereAzureSaysSo() {
        PlatformFacts facts = platform(Targets.withEveryFeature(), RecordedCluster.complete());

        assertThat(seen(facts.signingKeys()))
                .containsExactly(new ArcCustomResource(
                        "signingkey", Instant.parse("2026-01-01T00:00:00Z"), false, Map.of("state", "Published")));
        assertThat(seen(facts.fluxControllers()))
                .containsExactly(new AgentDeployment("source-controller", 1, 1, 1, List.of()));
        assertThat(seen(facts.workloadIdentity()))
                .containsExactly(new AgentDeployment("azure-wi-webhook-controller-manager", 1, 1, 1, List.of()));
    }

    @Test
    void whatDoesNotConcernAClusterIsNotAttempted() {
        RecordedCluster cluster = RecordedCluster.complete();
        PlatformFacts facts = platform(cluster);

        assertThat(List.of(
                        facts.signingKeys(),
                        facts.certificates(),
                        facts.extensionConfigs(),
                        facts.fluxControllers(),
                        facts.workloadIdentity(),
                        facts.definitions(),
                        facts.permissions()))
                .allSatisfy(part -> assertThat(reason(part)).isEqualTo(Reason.NOT_ATTEMPTED));
        assertThat(cluster.reviews()).isZero();
        // Nine for the agents, four around them, and the two logs of the agent that crashes.
        assertThat(cluster.requests()).hasSize(15);
    }

    @Test
    void theRequestForACertificateIsLookedForWhereTheCertificateIsNotThere() {
        assertThat(seen(platform(RecordedCluster.complete().withoutProxyCertificate())
                        .certificates()))
                .isNotEmpty();
        assertThat(seen(platform(RecordedCluster.complete().fail(RecordedCluster.SECRETS, Reason.TIMED_OUT, "late"))
                        .certificates()))
                .isNotEmpty();
    }

    @Test
    void extensionConfigsAreLookedForWhereAzureHasAnExtensionThatIsNotProvisioned() {
        ClusterExtension pending = with(Targets.extension("microsoft.flux"), "provisioningState", "Creating");

        assertThat(seen(platform(Targets.with(List.of(pending), List.of()), RecordedCluster.complete())
                        .extensionConfigs()))
                .isNotEmpty();
        assertThat(reason(platform(
                                Targets.with(List.of(Targets.extension("microsoft.flux")), List.of()),
                                RecordedCluster.complete())
                        .extensionConfigs()))
                .isEqualTo(Reason.NOT_ATTEMPTED);
    }

    @Test
    void fluxIsLookedForWhereAzureHasItOrCannotBeAsked() {
        FluxConfiguration configuration =
                new FluxConfiguration("apps", null, null, null, false, null, null, null, List.of());

        assertThat(List.of(
                        Targets.with(List.of(Targets.extension("microsoft.flux")), List.of()),
                        Targets.with(List.of(), List.of(configuration)),
                        Targets.unknownToAzure()))
                .allSatisfy(target -> assertThat(platform(target, RecordedCluster.complete())
                                .fluxControllers()
                                .seen())
                        .isPresent());
        assertThat(reason(platform(
                                Targets.with(
                                        List.of(Targets.extension("microsoft.azuremonitor.containers")), List.of()),
                                RecordedCluster.complete())
                        .fluxControllers()))
                .isEqualTo(Reason.NOT_ATTEMPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {RecordedCluster.DEPLOYMENTS, RecordedCluster.HELM})
    void looksForLeftDefinitionsWhereNoAgentsAre(String absent) {
        RecordedCluster cluster = RecordedCluster.complete()
                .answer(absent, EMPTY.replace("\"List\"", "\"PartialObjectMetadataList\""))
                .answer(RecordedCluster.OLD_HELM, "{\"kind\":\"PartialObjectMetadataList\",\"metadata\":{}}")
                .answer(definition("arccertificates"), definitionJson("arccertificates", ""))
                .answer(
                        definition("gitconfigs"),
                        definitionJson("gitconfigs", ",\"deletionTimestamp\":\"2026-02-01T00:00:00Z\""));

        assertThat(seen(platform(cluster).definitions()))
                .containsExactly(
                        new ResourceDefinition("arccertificates.clusterconfig.azure.com", null),
                        new ResourceDefinition(
                                "gitconfigs.clusterconfig.azure.com", Instant.parse("2026-02-01T00:00:00Z")));
        assertThat(cluster.requests())
                .filteredOn(request -> request.path().startsWith(RecordedCluster.DEFINITIONS))
                .hasSize(9)
                .allMatch(request -> request.accept().equals(KubernetesRequest.OBJECT_METADATA_ONLY));
    }

    @Test
    void definitionsThatMayNotBeReadAreNotAbsent() {
        RecordedCluster cluster = RecordedCluster.complete()
                .answer(RecordedCluster.DEPLOYMENTS, EMPTY)
                .fail(definition("gitconfigs"), Reason.NOT_PERMITTED, "forbidden");

        assertThat(platform(cluster).definitions())
                .isEqualTo(Observation.unavailable(Reason.NOT_PERMITTED, "forbidden"));
    }

    @Test
    void anAgentThatCannotBeLookedForIsNotAbsent() {
        RecordedCluster cluster = RecordedCluster.complete()
                .fail(RecordedCluster.DEPLOYMENTS, Reason.NOT_PERMITTED, "403")
                .fail(RecordedCluster.HELM, Reason.TIMED_OUT, "slow");

        assertThat(reason(platform(cluster).definitions())).isEqualTo(Reason.NOT_ATTEMPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {RecordedCluster.PODS, RecordedCluster.BINDINGS})
    void asksWhatItMayDoWhenAReadWasRefused(String refused) {
        RecordedCluster cluster = RecordedCluster.complete().fail(refused, Reason.NOT_PERMITTED, "403");

        assertThat(seen(platform(cluster).permissions()))
                .isEqualTo(new Permissions(
                        List.of(
                                new Permissions.Rule(
                                        List.of("list"), List.of("apps"), List.of("deployments"), List.of()),
                                new Permissions.Rule(
                                        List.of("get"),
                                        List.of(""),
                                        List.of("configmaps"),
                                        List.of("azure-clusterconfig"))),
                        List.of("/version"),
                        true));
        assertThat(cluster.reviews()).isOne();
    }

    @Test
    void anAnswerWithoutRulesDoesNotMeanThatNothingIsAllowed() {
        RecordedCluster cluster = RecordedCluster.complete()
                .fail(RecordedCluster.PODS, Reason.NOT_PERMITTED, "403")
                .answer(RecordedCluster.REVIEW, "{\"kind\":\"SelfSubjectRulesReview\",\"status\":{}}");

        assertThat(reason(platform(cluster).permissions())).isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RecordedCluster.SIGNING_KEYS,
                RecordedCluster.FLUX,
                RecordedCluster.WORKLOAD_IDENTITY,
                RecordedCluster.OPENSHIFT_VERSION,
                RecordedCluster.PRIVILEGED,
                RecordedCluster.OPENSHIFT_DNS_PODS,
                RecordedCluster.OPENSHIFT_DNS_ENDPOINTS,
                RecordedCluster.REVIEW
            })
    void malformedJsonLosesOnlyItsOwnRead(String path) {
        for (String body : List.of("<html>login</html>", "{\"items\":[", "[]", "", "{}", "null")) {
            RecordedCluster cluster = RecordedCluster.openShift()
                    .fail(RecordedCluster.EVENTS, Reason.NOT_PERMITTED, "403")
                    .answer(path, body);

            assertThat(collect(Targets.withEveryFeature(), cluster).reads())
                    .as("%s with %s", path, body)
                    .extracting(ReadReceipt::outcome)
                    .containsOnlyOnce("malformed")
                    .containsOnly("ok", "malformed", Reason.NOT_PERMITTED.word());
        }
    }

    @Test
    void aDefinitionOfAnotherNameIsMalformed() {
        RecordedCluster cluster = RecordedCluster.complete()
                .answer(RecordedCluster.DEPLOYMENTS, EMPTY)
                .answer(definition("gitconfigs"), definitionJson("signingkeys", ""));

        assertThat(reason(platform(cluster).definitions())).isEqualTo(Reason.MALFORMED);
    }

    private static PlatformFacts platform(RecordedCluster cluster) {
        return platform(Targets.connected(), cluster);
    }

    private static PlatformFacts platform(ClusterTarget target, RecordedCluster cluster) {
        return collect(target, cluster).platform();
    }

    private static KubernetesFacts collect(ClusterTarget target, RecordedCluster cluster) {
        return new SnapshotCollector(Clock.fixed(Targets.NOW, ZoneOffset.UTC))
                .collect(target, Observation.of(cluster), Targets.NOW.plusSeconds(20))
                .kubernetes();
    }

    private static String definition(String plural) {
        return RecordedCluster.DEFINITIONS + plural + ".clusterconfig.azure.com";
    }

    private static String definitionJson(String plural, String more) {
        return "{\"kind\":\"PartialObjectMetadata\",\"metadata\":{\"name\":\"" + plural + ".clusterconfig.azure.com\""
                + more + "}}";
    }
}
