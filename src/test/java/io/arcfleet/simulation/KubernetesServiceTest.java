package io.arcfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class KubernetesServiceTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T10:00:00Z"), ZoneOffset.UTC);
    private static final String AGENTS = "/api/v1/namespaces/azure-arc";
    private static final String METADATA_ONLY =
            "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

    private final Simulation simulation = Simulation.start(SimulationSettings.of(20), CLOCK);
    private final SimulationClient client = new SimulationClient(simulation);
    private final SimulatedCluster cluster = simulation.clusters().getFirst();

    @AfterEach
    void close() {
        client.close();
        simulation.close();
    }

    @Test
    void aHealthyClusterHasEveryAgentReady() throws IOException, InterruptedException {
        JsonNode pods = get(AGENTS + "/pods");
        JsonNode deployments = get("/apis/apps/v1/namespaces/azure-arc/deployments");

        assertThat(pods.path("kind").asText()).isEqualTo("PodList");
        items(pods)
                .hasSize(11)
                .allSatisfy(pod -> assertThat(pod.path("status").path("containerStatuses"))
                        .hasSameSizeAs(pod.path("spec").path("containers"))
                        .allSatisfy(status ->
                                assertThat(status.path("ready").asBoolean()).isTrue()));
        items(deployments)
                .hasSize(11)
                .allSatisfy(deployment -> assertThat(deployment
                                .path("status")
                                .path("availableReplicas")
                                .asInt())
                        .isEqualTo(1));
        assertThat(pods.toString() + deployments).doesNotContain("<", "{workload}");
    }

    @Test
    void aWholeClusterIsAboutAsLargeAsARealOne() throws IOException, InterruptedException {
        int size = 0;
        for (String path : List.of(
                "/version",
                AGENTS + "/pods",
                AGENTS + "/events",
                AGENTS + "/secrets",
                "/api/v1/namespaces/azure-arc-release/secrets",
                "/api/v1/namespaces/default/secrets",
                "/apis/apps/v1/namespaces/azure-arc/deployments",
                "/api/v1/nodes",
                AGENTS + "/configmaps/azure-clusterconfig",
                "/apis/arc.azure.com/v1beta1/namespaces/azure-arc/connectedclusters/clustermetadata")) {
            String server = client.server(cluster);
            HttpResponse<String> answer = client.kubernetes(cluster, server, path, "application/json");
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).doesNotContain("<");
            size += answer.body().length();
        }

        assertThat(size).isBetween(90_000, 125_000);
    }

    @Test
    void theClusterKnowsItsOwnResource() throws IOException, InterruptedException {
        JsonNode config = get(AGENTS + "/configmaps/azure-clusterconfig").path("data");
        JsonNode metadata = get("/apis/arc.azure.com/v1beta1/namespaces/azure-arc/connectedclusters/clustermetadata");

        assertThat(config.path("AZURE_RESOURCE_NAME").asText()).isEqualTo(cluster.name());
        assertThat(config.path("AZURE_SUBSCRIPTION_ID").asText()).isEqualTo(cluster.subscriptionId());
        assertThat(metadata.path("spec").path("azureResourceId").asText()).isEqualToIgnoringCase(cluster.id());
        assertThat(metadata.path("status").path("totalNodeCount").asInt())
                .isEqualTo(get("/api/v1/nodes").path("items").size());
    }

    @Test
    void whatIsAroundTheAgentsIsHealthy() throws IOException, InterruptedException {
        String arc = "/apis/clusterconfig.azure.com/v1beta1/namespaces/azure-arc/";

        items(get(arc + "azureclusteridentityrequests"))
                .hasSize(3)
                .allSatisfy(request -> assertThat(Instant.parse(
                                request.at("/status/expirationTime").asText()))
                        .isAfter(CLOCK.instant()));
        items(get(arc + "arccertificates")).hasSize(1);
        items(get(arc + "extensionconfigs")).hasSize(2);
        items(get("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings")).hasSize(14);
        items(get("/apis/apps/v1/namespaces/flux-system/deployments"))
                .hasSize(6)
                .allSatisfy(deployment -> assertThat(
                                deployment.at("/metadata/namespace").asText())
                        .isEqualTo("flux-system"));
        assertThat(client.kubernetes(cluster, arc + "signingkeys").statusCode()).isEqualTo(404);
    }

    @Test
    void clusterDnsIsWhereTheDistributionHasIt() throws IOException, InterruptedException {
        int openShift = 0;
        int rke2 = 0;
        for (SimulatedCluster any : simulation.clusters()) {
            boolean isOpenShift = client.kubernetes(any, "/apis/config.openshift.io/v1/clusterversions/version")
                            .statusCode()
                    == 200;
            openShift += isOpenShift ? 1 : 0;
            String namespace = "/namespaces/" + (isOpenShift ? "openshift-dns" : "kube-system");
            String label = isOpenShift ? "dns.operator.openshift.io/daemonset-dns%3Ddefault" : "k8s-app%3Dkube-dns";
            String version = client.kubernetes(any, "/version").body();
            rke2 += version.contains("+rke2") ? 1 : 0;
            String service =
                    isOpenShift ? "dns-default" : version.contains("+rke2") ? "rke2-coredns-rke2-coredns" : "kube-dns";
            assertThat(client.kubernetes(any, "/api/v1" + namespace + "/pods?labelSelector=" + label)
                            .body())
                    .contains("\"ready\":true")
                    .doesNotContain("<");
            assertThat(client.kubernetes(
                                    any,
                                    "/apis/discovery.k8s.io/v1" + namespace
                                            + "/endpointslices?labelSelector=kubernetes.io/service-name%3D" + service)
                            .body())
                    .contains("\"addresses\":[\"10.42.0.")
                    .doesNotContain("<");
        }
        assertThat(openShift).isPositive();
        assertThat(rke2).isPositive();
        assertThat(openShift + rke2).isLessThan(simulation.clusters().size());
    }

    @Test
    void theOnePostThatIsAnsweredAsksWhatTheCallerMayDo() throws IOException, InterruptedException {
        String path = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
        String question = "{\"kind\":\"SelfSubjectRulesReview\",\"spec\":{\"namespace\":\"azure-arc\"}}";

        HttpResponse<String> answer = client.post(cluster, path, question);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"pods\"", "\"incomplete\":false");
        simulation.setFaults(cluster.id(), Set.of(Fault.FORBIDDEN_READS));
        assertThat(client.post(cluster, path, question).body()).doesNotContain("\"pods\"");
        assertThat(client.post(cluster, path, "{}").statusCode()).isEqualTo(400);
        assertThat(client.post(cluster, AGENTS + "/pods", question).statusCode())
                .isEqualTo(405);
    }

    @Test
    void secretsHaveValuesUnlessOnlyMetadataIsAskedFor() throws IOException, InterruptedException {
        String value = Base64.getEncoder().encodeToString(Simulation.SECRET_VALUE.getBytes(StandardCharsets.UTF_8));
        String server = client.server(cluster);

        String full = client.kubernetes(cluster, server, AGENTS + "/secrets", "application/json")
                .body();
        String partial = client.kubernetes(cluster, server, AGENTS + "/secrets", METADATA_ONLY)
                .body();

        assertThat(full).contains("\"kind\":\"SecretList\"", value, "azure-identity-certificate");
        assertThat(partial)
                .contains("\"kind\":\"PartialObjectMetadataList\"", "azure-identity-certificate")
                .doesNotContain(value, "\"data\"");
    }

    @Test
    void listsArePagedAndSelected() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        JsonNode page = get(AGENTS + "/pods?limit=4");
        page.path("items").forEach(pod -> names.add(name(pod)));
        assertThat(page.path("metadata").path("remainingItemCount").asInt()).isEqualTo(7);
        while (page.path("metadata").has("continue")) {
            page = get(AGENTS + "/pods?limit=4&continue="
                    + page.path("metadata").path("continue").asText().replace("=", "%3D"));
            page.path("items").forEach(pod -> names.add(name(pod)));
        }

        assertThat(names).hasSize(11).doesNotHaveDuplicates();
        items(get("/api/v1/namespaces/azure-arc-release/secrets?labelSelector=owner%3Dhelm,status%3Ddeployed"))
                .singleElement()
                .satisfies(secret -> assertThat(name(secret)).isEqualTo("sh.helm.release.v1.azure-arc.v5"));
    }

    @Test
    void tokensAndRegistrationsAreChecked() throws IOException, InterruptedException {
        String server = client.server(cluster);
        HttpRequest stranger = HttpRequest.newBuilder(URI.create(server + "/version"))
                .header("Authorization", "Bearer of bad news")
                .build();
        SimulatedCluster other = simulation.clusters().get(1);

        assertThat(client.send(stranger).statusCode()).isEqualTo(401);
        assertThat(client.send(stranger).body()).contains("\"kind\":\"Status\"");
        assertThat(client.kubernetes(
                                other,
                                server.replaceAll("[0-9a-f]{64}", ClusterTraits.hash(other.id())),
                                "/version",
                                "application/json")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void unknownThingsAreNotFound() throws IOException, InterruptedException {
        assertThat(client.kubernetes(cluster, AGENTS + "/configmaps/none").statusCode())
                .isEqualTo(404);
        assertThat(client.kubernetes(cluster, AGENTS + "/pods/none/log").body())
                .contains("pods \\\"none\\\" not found");
        assertThat(client.kubernetes(cluster, "/apis/nothing.example/v1/things").body())
                .isEqualTo("404 page not found");
        items(get("/api/v1/namespaces/empty/pods")).isEmpty();
    }

    @Test
    void theCrashLoopIsThatOfTheGuide() throws IOException, InterruptedException {
        simulation.setFaults(cluster.id(), Set.of(Fault.CRASH_LOOP));
        JsonNode pods = get(AGENTS + "/pods");

        assertThat(ready(pods, "clusterconnect-agent-")).isEqualTo("2/3 CrashLoopBackOff");
        assertThat(ready(pods, "config-agent-")).isEqualTo("1/2 CrashLoopBackOff");
        String pod = name(pod(pods, "config-agent-"));
        String log = AGENTS + "/pods/" + pod + "/log?container=config-agent";
        assertThat(client.kubernetes(cluster, log + "&previous=true&tailLines=3")
                        .body())
                .hasLineCount(3)
                .contains("i/o timeout");
        assertThat(client.kubernetes(cluster, log + "&limitBytes=10").body()).hasSize(10);
        assertThat(client.kubernetes(cluster, AGENTS + "/pods/" + pod + "/log").body())
                .contains("choose one of: [config-agent fluent-bit]");
        items(get(AGENTS + "/events"))
                .filteredOn(event -> event.path("reason").asText().equals("BackOff"))
                .hasSize(2);
    }

    @Test
    void aLogIsCutAsTheKubeletCutsIt() throws IOException, InterruptedException {
        String pod = name(pod(get(AGENTS + "/pods"), "config-agent-"));
        for (String container : List.of("config-agent", "fluent-bit")) {
            String log = AGENTS + "/pods/" + pod + "/log?container=" + container;
            List<String> lines = client.kubernetes(cluster, log).body().lines().toList();

            assertThat(client.kubernetes(cluster, log + "&sinceSeconds=600")
                            .body()
                            .lines())
                    .isEqualTo(lines.subList(14, 24));
            assertThat(client.kubernetes(cluster, log + "&sinceSeconds=600&tailLines=4")
                            .body()
                            .lines())
                    .isEqualTo(lines.subList(20, 24));
            assertThat(client.kubernetes(cluster, log + "&tailLines=4&limitBytes=30")
                            .body())
                    .isEqualTo(lines.get(20).substring(0, 30));
            assertThat(client.kubernetes(cluster, log + "&sinceSeconds=30").body())
                    .isEmpty();
        }
    }

    @Test
    void pendingPodsSayWhy() throws IOException, InterruptedException {
        simulation.setFaults(cluster.id(), Set.of(Fault.PODS_PENDING));

        JsonNode pod = pod(get(AGENTS + "/pods"), "extension-manager-");

        assertThat(pod.path("status").path("phase").asText()).isEqualTo("Pending");
        assertThat(pod.path("status").path("conditions").path(0).path("message").asText())
                .contains("Insufficient memory.");
        items(get(AGENTS + "/events"))
                .anySatisfy(event -> assertThat(event.path("reason").asText()).isEqualTo("FailedScheduling"));
    }

    @Test
    void missingCertificatesAreMissingSecrets() throws IOException, InterruptedException {
        simulation.setFaults(cluster.id(), Set.of(Fault.IDENTITY_CERTIFICATE_MISSING));
        items(get(AGENTS + "/secrets"))
                .extracting(KubernetesServiceTest::name)
                .doesNotContain("azure-identity-certificate")
                .contains("kube-aad-proxy-certificate");

        simulation.setFaults(cluster.id(), Set.of(Fault.KUBE_AAD_PROXY_CERTIFICATE_MISSING));
        assertThat(ready(get(AGENTS + "/pods"), "kube-aad-proxy-")).isEqualTo("0/2 ContainerCreating");
        items(get(AGENTS + "/events"))
                .anySatisfy(event -> assertThat(event.path("message").asText())
                        .contains("\"kube-aad-proxy-certificate\" not found"));
    }

    @Test
    void aRefusedProxyPodLeavesItsDeploymentAlone() throws IOException, InterruptedException {
        simulation.setFaults(cluster.id(), Set.of(Fault.KUBE_AAD_PROXY_MISSING));

        items(get(AGENTS + "/pods"))
                .extracting(KubernetesServiceTest::name)
                .noneMatch(name -> name.startsWith("kube-aad-proxy-"));
        items(get("/apis/apps/v1/namespaces/azure-arc/deployments"))
                .filteredOn(deployment -> name(deployment).equals("kube-aad-proxy"))
                .singleElement()
                .satisfies(deployment -> assertThat(deployment.path("status").toString())
                        .contains("ReplicaFailure")
                        .doesNotContain("\"availableReplicas\""));
    }

    @Test
    void aStuckReleaseIsPendingForHours() throws IOException, InterruptedException {
        simulation.setFaults(cluster.id(), Set.of(Fault.HELM_STUCK));

        items(get("/api/v1/namespaces/azure-arc-release/secrets"))
                .filteredOn(secret -> name(secret).endsWith(".v6"))
                .singleElement()
                .satisfies(secret -> {
                    assertThat(secret.path("metadata")
                                    .path("labels")
                                    .path("status")
                                    .asText())
                            .isEqualTo("pending-upgrade");
                    assertThat(secret.path("metadata").path("creationTimestamp").asText())
                            .isEqualTo("2026-07-15T05:00:00Z");
                });
    }

    @Test
    void refusalsAreThoseOfRoleBasedAccessControl() throws IOException, InterruptedException {
        simulation.setFaults(cluster.id(), Set.of(Fault.FORBIDDEN_READS));
        assertThat(client.kubernetes(cluster, "/version").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = client.kubernetes(cluster, AGENTS + "/pods");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("cannot list resource \\\"pods\\\"", "\"reason\":\"Forbidden\"");

        simulation.setFaults(cluster.id(), Set.of(Fault.LOGS_FORBIDDEN));
        String pod = name(pod(get(AGENTS + "/pods"), "config-agent-"));
        assertThat(client.kubernetes(cluster, AGENTS + "/pods/" + pod + "/log?container=config-agent")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void offlineClustersHaveNoAgentAtTheEndOfTheTunnel() throws IOException, InterruptedException {
        simulation.setFaults(cluster.id(), Set.of(Fault.OFFLINE));

        HttpResponse<String> answer = client.kubernetes(cluster, "/version");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("no agent is connected in the target arc resource");
    }

    @Test
    void malformedListsAreCut() throws IOException, InterruptedException {
        simulation.setFaults(cluster.id(), Set.of(Fault.MALFORMED_JSON));

        assertThat(client.kubernetes(cluster, AGENTS + "/pods").body())
                .startsWith("{\"kind\":\"PodList\"")
                .doesNotEndWith("}]}");
        assertThat(get(AGENTS + "/events").path("items")).isNotEmpty();
    }

    @Test
    void aSlowServerAnswersLate() throws IOException, InterruptedException {
        simulation.setFaults(cluster.id(), Set.of(Fault.SLOW_API_SERVER));
        String server = client.server(cluster);
        long start = System.nanoTime();

        client.kubernetes(cluster, server, "/version", "application/json");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void recreatedPodsHaveOtherNames() throws IOException, InterruptedException {
        String before = name(pod(get(AGENTS + "/pods"), "config-agent-"));

        simulation.recreatePods(cluster.id());

        assertThat(name(pod(get(AGENTS + "/pods"), "config-agent-")))
                .isNotEqualTo(before)
                .startsWith(before.substring(0, before.lastIndexOf('-')));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.kubernetes(cluster, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SimulationClient.JSON.readTree(answer.body());
    }

    private static ListAssert<JsonNode> items(JsonNode list) {
        return assertThat(
                StreamSupport.stream(list.path("items").spliterator(), false).toList());
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    private static JsonNode pod(JsonNode pods, String prefix) {
        return StreamSupport.stream(pods.path("items").spliterator(), false)
                .filter(pod -> name(pod).startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    /** The columns READY and STATUS of a listing of pods. */
    private static String ready(JsonNode pods, String prefix) {
        JsonNode statuses = pod(pods, prefix).path("status").path("containerStatuses");
        long ready = StreamSupport.stream(statuses.spliterator(), false)
                .filter(status -> status.path("ready").asBoolean())
                .count();
        String reason = statuses.findPath("waiting").path("reason").asText();
        return ready + "/" + statuses.size() + " " + reason;
    }
}
