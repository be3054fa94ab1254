package io.arcfleet.collect;

import static io.arcfleet.collect.Outcomes.reason;
import static io.arcfleet.collect.Outcomes.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterMetadata;
import io.arcfleet.snapshot.ClusterNode;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ContainerLog;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.ReadReceipt;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SnapshotCollectorTest {

    private static final Clock CLOCK = Clock.fixed(Targets.NOW, ZoneOffset.UTC);
    private static final Instant DEADLINE = Targets.NOW.plusSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Kinds whose status is read whatever its fields are called. */
    private static final Set<String> FREE_KINDS = Set.of("ArcCertificateList", "ExtensionConfigList", "SigningKeyList");

    private final SnapshotCollector collector = new SnapshotCollector(CLOCK);

    @Test
    void readsEverythingOfAClusterThatAnswers() {
        ClusterSnapshot snapshot = collect(RecordedCluster.complete());
        KubernetesFacts facts = snapshot.kubernetes();

        assertThat(snapshot.identity()).isEqualTo(Targets.IDENTITY);
        assertThat(snapshot.observedAt()).isEqualTo(Targets.NOW);
        assertThat(facts.reached()).isEqualTo(Observation.of("https://Cluster.Example:6443"));
        assertThat(facts.version()).isEqualTo(Observation.of("v1.31.4+k3s1"));
        assertThat(seen(facts.deployments()))
                .containsExactly(
                        new AgentDeployment(
                                "config-agent",
                                1,
                                1,
                                1,
                                List.of(new AgentDeployment.Condition(
                                        "Available", "True", "MinimumReplicasAvailable", "ok"))),
                        new AgentDeployment(
                                "clusterconnect-agent",
                                1,
                                0,
                                0,
                                List.of(new AgentDeployment.Condition(
                                        "Available", "False", "MinimumReplicasUnavailable", null))));
        assertThat(seen(facts.secretNames()))
                .isEqualTo(Set.of("azure-identity-certificate", "kube-aad-proxy-certificate"));
        assertThat(seen(facts.helmReleases()))
                .containsExactly(new HelmRelease(
                        "azure-arc",
                        "azure-arc-release",
                        10,
                        "pending-upgrade",
                        Instant.parse("2026-02-01T00:00:00Z")));
        assertThat(seen(facts.config()).identity()).contains(Targets.IDENTITY);
        assertThat(seen(facts.config()).values()).containsEntry("HTTPS_PROXY", "http://[redacted]@proxy.example:3128");
        assertThat(seen(facts.metadata()))
                .isEqualTo(new ClusterMetadata(
                        "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/Stores/providers/"
                                + "Microsoft.Kubernetes/connectedClusters/Store-0042",
                        "1.31.4",
                        3,
                        "1.30.3"));
    }

    @Test
    void readsPodsWithTheirStableOwnersAndStates() {
        List<AgentPod> pods =
                seen(collect(RecordedCluster.complete()).kubernetes().pods());

        AgentPod healthy = pods.get(0);
        assertThat(healthy.workload()).isEqualTo("deployment/config-agent");
        assertThat(healthy.containersExpected()).isEqualTo(2);
        assertThat(healthy.containersReady()).isEqualTo(2);
        assertThat(healthy.serviceAccount()).isEqualTo("azure-arc-operatorsa");
        AgentPod broken = pods.get(1);
        assertThat(broken.workload()).isEqualTo("deployment/clusterconnect-agent");
        assertThat(broken.deleting()).isTrue();
        assertThat(broken.reason()).isEqualTo("Evicted");
        assertThat(broken.containers().get(0).init()).isTrue();
        assertThat(broken.containers().get(1))
                .isEqualTo(new AgentPod.Container(
                        "clusterconnect-agent",
                        false,
                        false,
                        7,
                        new AgentPod.Waiting("CrashLoopBackOff", "back-off 5m0s"),
                        new AgentPod.Terminated(1, "Error", null, Instant.parse("2026-03-01T08:50:00Z"))));
    }

    @Test
    void readsEventsOfOldAndNewRecorders() {
        assertThat(seen(collect(RecordedCluster.complete()).kubernetes().events()))
                .containsExactly(
                        new AgentEvent(
                                "Warning",
                                "BackOff",
                                "Back-off restarting failed container",
                                "pod/clusterconnect-agent-7f9c-abcde",
                                12,
                                Instant.parse("2026-03-01T08:59:00Z")),
                        new AgentEvent(
                                "Normal",
                                "Scheduled",
                                "assigned",
                                "replicaset/config-agent-5d4f8b7c9d",
                                3,
                                Instant.parse("2026-03-01T08:03:00.000001Z")));
    }

    @Test
    void readsNodes() {
        assertThat(seen(collect(RecordedCluster.complete()).kubernetes().nodes()))
                .containsExactly(
                        new ClusterNode(
                                "node-1",
                                true,
                                true,
                                "linux",
                                "arm64",
                                "v1.31.4",
                                List.of("dedicated=gpu:NoSchedule", "node.kubernetes.io/unschedulable:NoSchedule"),
                                List.of(
                                        new AgentDeployment.Condition("MemoryPressure", "False", null, null),
                                        new AgentDeployment.Condition("Ready", "True", null, null)),
                                Map.of("cpu", "3920m", "memory", "16290844Ki", "pods", "110")),
                        new ClusterNode(
                                "node-2",
                                false,
                                false,
                                null,
                                null,
                                null,
                                List.of(),
                                List.of(new AgentDeployment.Condition("Ready", "Unknown", null, null)),
                                Map.of()));
    }

    @Test
    void readsProxySettingsThatStandInAPodWithoutTheirCredentials() {
        assertThat(seen(collect(RecordedCluster.complete()).kubernetes().pods()))
                .extracting(AgentPod::proxyVariables)
                .containsExactly(
                        Map.of("HTTP_PROXY", "http://proxy.example:3128", "NO_PROXY", "10.0.0.0/8,.svc"), Map.of());
    }

    @Test
    void readsTheLogsOfTheContainerThatCrashes() {
        assertThat(collect(RecordedCluster.complete()).kubernetes().logs())
                .extracting(ContainerLog::workload, ContainerLog::container, ContainerLog::previous)
                .containsExactly(
                        tuple("deployment/clusterconnect-agent", "clusterconnect-agent", true),
                        tuple("deployment/clusterconnect-agent", "clusterconnect-agent", false));
    }

    @Test
    void asksForTheSecretsMetadataOnly() {
        RecordedCluster cluster = RecordedCluster.complete();
        collect(cluster);

        assertThat(cluster.requests())
                .filteredOn(request -> request.path().contains("/secrets"))
                .hasSize(2)
                .allMatch(request -> request.accept().equals(KubernetesRequest.METADATA_ONLY));
    }

    @Test
    void refusesSecretsWithContent() {
        RecordedCluster cluster = RecordedCluster.complete()
                .answer(
                        RecordedCluster.SECRETS,
                        "{\"kind\":\"SecretList\",\"metadata\":{},\"items\":[{\"metadata\":{\"name\":\"a\"},"
                                + "\"data\":{\"token\":\"c2VjcmV0\"}}]}");

        assertThat(reason(collect(cluster).kubernetes().secretNames())).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void theAgentsOfAnotherClusterAreNotTakenForThoseOfThisOne() {
        RecordedCluster other = RecordedCluster.complete()
                .answer(
                        RecordedCluster.CONFIG,
                        RecordedCluster.recorded("config").replace(Targets.IDENTITY.name(), "another-store"));

        KubernetesFacts facts = collect(other).kubernetes();

        assertThat(facts.reached().failure()).hasValueSatisfying(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(failure.detail()).contains("is another one").endsWith("/another-store");
        });
        assertThat(facts.pods().seen()).isEmpty();
        assertThat(facts.logs()).isEmpty();
        assertThat(seen(facts.config()).identity())
                .hasValueSatisfying(identity -> assertThat(identity.name()).isEqualTo("another-store"));
        assertThat(other.requests()).noneMatch(request -> request.path().contains("kube-system"));
    }

    @Test
    void findsAnEarlyReleaseWhereOnlyItsNamespaceMayBeRead() {
        RecordedCluster cluster = RecordedCluster.complete()
                .fail(RecordedCluster.HELM, Reason.NOT_PERMITTED, "forbidden")
                .answer(RecordedCluster.OLD_HELM, RecordedCluster.recorded("helm"));

        assertThat(seen(collect(cluster).kubernetes().helmReleases()))
                .extracting(HelmRelease::namespace)
                .containsExactly("default");
    }

    @Test
    void aReleaseThatMayNotBeLookedForIsNotMissing() {
        RecordedCluster cluster = RecordedCluster.complete()
                .fail(RecordedCluster.HELM, Reason.NOT_PERMITTED, "forbidden")
                .answer(
                        RecordedCluster.OLD_HELM,
                        "{\"kind\":\"PartialObjectMetadataList\",\"metadata\":{},\"items\":[]}");

        assertThat(collect(cluster).kubernetes().helmReleases())
                .isEqualTo(Observation.unavailable(Reason.NOT_PERMITTED, "forbidden"));
    }

    @Test
    void findsTheReleaseOfAnOldClusterInDefault() {
        RecordedCluster cluster = RecordedCluster.complete()
                .answer(RecordedCluster.HELM, "{\"kind\":\"PartialObjectMetadataList\",\"metadata\":{},\"items\":[]}")
                .answer(RecordedCluster.OLD_HELM, RecordedCluster.recorded("helm"));

        assertThat(seen(collect(cluster).kubernetes().helmReleases()))
                .extracting(HelmRelease::namespace)
                .containsExactly("default");
    }

    @Test
    void unknownFieldsInEveryObjectChangeNothing() {
        KubernetesFacts plain = collectEverything(UnaryOperator.identity());
        KubernetesFacts extended = collectEverything(SnapshotCollectorTest::withUnknownFields);

        assertThat(extended.platform().permissions().seen()).isPresent();
        assertThat(extended.platform().openShift().seen()).isPresent();
        assertThat(extended).usingRecursiveComparison().ignoringFields("reads").isEqualTo(plain);
    }

    /** An OpenShift cluster that refuses one read, so that nothing is left unread. */
    private KubernetesFacts collectEverything(UnaryOperator<String> change) {
        RecordedCluster cluster = RecordedCluster.openShift()
                .fail(RecordedCluster.EVENTS, Reason.NOT_PERMITTED, "403")
                .changed(change);
        return collector
                .collect(Targets.withEveryFeature(), Observation.of(cluster), DEADLINE)
                .kubernetes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RecordedCluster.VERSION,
                RecordedCluster.DEPLOYMENTS,
                RecordedCluster.PODS,
                RecordedCluster.EVENTS,
                RecordedCluster.SECRETS,
                RecordedCluster.HELM,
                RecordedCluster.CONFIG,
                RecordedCluster.METADATA,
                RecordedCluster.NODES,
                RecordedCluster.IDENTITY_REQUESTS,
                RecordedCluster.BINDINGS,
                RecordedCluster.DNS_PODS,
                RecordedCluster.DNS_ENDPOINTS
            })
    void malformedJsonLosesOnlyItsOwnRead(String path) {
        for (String body : List.of("<html>login</html>", "{\"items\":[", "[]", "", "{}", "null")) {
            KubernetesFacts facts =
                    collect(RecordedCluster.complete().answer(path, body)).kubernetes();

            assertThat(facts.reads())
                    .as("%s with %s", path, body)
                    .filteredOn(read -> !read.outcome().equals("ok"))
                    .extracting(ReadReceipt::outcome)
                    .containsExactly("malformed");
        }
    }

    @Test
    void everyReadLeavesAReceipt() {
        assertThat(collect(RecordedCluster.complete()).kubernetes().reads())
                .extracting(ReadReceipt::read)
                .containsExactlyInAnyOrder(
                        "version",
                        "deployments",
                        "pods",
                        "events",
                        "secrets",
                        "helm",
                        "config",
                        "metadata",
                        "nodes",
                        "identity requests",
                        "agent bindings",
                        "dns pods",
                        "dns endpoints",
                        "log deployment/clusterconnect-agent/clusterconnect-agent (previous)",
                        "log deployment/clusterconnect-agent/clusterconnect-agent");
    }

    @Test
    void aRefusalCountsAsReached() {
        KubernetesFacts facts =
                collect(RecordedCluster.failing(Reason.NOT_PERMITTED, "401")).kubernetes();

        assertThat(facts.reached().seen()).contains("https://Cluster.Example:6443");
        assertThat(reason(facts.pods())).isEqualTo(Reason.NOT_PERMITTED);
    }

    @Test
    void aClusterThatNobodyReachesIsUnreachableInTheSameWords() {
        KubernetesFacts facts =
                collect(RecordedCluster.failing(Reason.UNREACHABLE, "refused")).kubernetes();

        assertThat(facts.reached()).isEqualTo(Observation.unavailable(Reason.UNREACHABLE, "refused"));
        assertThat(facts.logs()).isEmpty();
    }

    @Test
    void aClusterThatDoesNotAnswerIsNotAskedOnAndOn() {
        RecordedCluster cluster = RecordedCluster.failing(Reason.TIMED_OUT, "black hole");

        KubernetesFacts facts = collect(cluster).kubernetes();

        assertThat(cluster.requests()).hasSizeBetween(3, 5);
        assertThat(facts.reads()).hasSize(14).allMatch(read -> read.detail().equals("black hole"));
    }

    @Test
    void aReadHasItsTimeoutWithinTheDeadline() {
        RecordedCluster cluster = RecordedCluster.complete();
        new SnapshotCollector(CLOCK, Duration.ofSeconds(7))
                .collect(Targets.connected(), Observation.of(cluster), DEADLINE);
        assertThat(cluster.timeouts()).allMatch(timeout -> timeout.compareTo(Duration.ofSeconds(7)) <= 0);

        RecordedCluster hurried = RecordedCluster.complete();
        collector.collect(Targets.connected(), Observation.of(hurried), Targets.NOW.plusSeconds(3));
        assertThat(hurried.timeouts()).allMatch(timeout -> timeout.compareTo(Duration.ofSeconds(3)) <= 0);
    }

    @Test
    void withoutATunnelOneReceiptSaysWhy() {
        ClusterSnapshot snapshot = collector.collect(
                Targets.connected(), Observation.unavailable(Reason.NOT_ATTEMPTED, "switched off"), DEADLINE);

        assertThat(snapshot.kubernetes().reached())
                .isEqualTo(Observation.unavailable(Reason.NOT_ATTEMPTED, "switched off"));
        assertThat(snapshot.kubernetes().reads()).hasSize(1);
    }

    @Test
    void aReadThatHangsCostsNoOtherRead() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        RecordedCluster cluster = RecordedCluster.complete().answer(RecordedCluster.NODES, request -> {
            try {
                // Longer than the test may take: the collector must not wait for it.
                assertThat(never.await(60, TimeUnit.SECONDS)).isFalse();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Observation.unavailable(Reason.TIMED_OUT, "too late");
        });

        KubernetesFacts facts = collector
                .collect(Targets.connected(), Observation.of(cluster), Targets.NOW.plusSeconds(2))
                .kubernetes();

        assertThat(reason(facts.nodes())).isEqualTo(Reason.TIMED_OUT);
        assertThat(facts.reads())
                .filteredOn(read -> read.outcome().equals("ok"))
                .extracting(ReadReceipt::read)
                .contains("version", "pods", "helm", "metadata", "identity requests", "agent bindings")
                .contains("log deployment/clusterconnect-agent/clusterconnect-agent")
                .doesNotContain("nodes");
    }

    @Test
    void aFaultInAReadIsItsOwnResult() {
        RecordedCluster cluster = RecordedCluster.complete().answer(RecordedCluster.NODES, request -> {
            throw new IllegalStateException("a fault");
        });

        assertThat(reason(collect(cluster).kubernetes().nodes())).isEqualTo(Reason.MALFORMED);
        assertThat(collect(cluster).kubernetes().pods().seen()).isPresent();
    }

    private ClusterSnapshot collect(RecordedCluster cluster) {
        return collector.collect(Targets.connected(), Observation.of(cluster), DEADLINE);
    }

    private static String withUnknownFields(String body) {
        try {
            JsonNode root = JSON.readTree(body);
            boolean free = FREE_KINDS.contains(root.path("kind").asText());
            extend(root, "", free ? Set.of("status") : Set.of("data", "allocatable"));
            return root.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every object but those whose keys are {@code values} and not fields. */
    private static void extend(JsonNode node, String name, Set<String> values) {
        for (JsonNode child : node) {
            if (child.isArray()) {
                child.forEach(element -> extend(element, "", values));
            }
        }
        node.properties().forEach(field -> extend(field.getValue(), field.getKey(), values));
        if (node instanceof ObjectNode object && !values.contains(name)) {
            object.putObject("fieldOfTheFuture").putArray("list").addObject().put("deep", true);
            object.put("scalarOfTheFuture", 7);
            object.putNull("nullOfTheFuture");
        }
    }
}
