package io.arcfleet.check;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withDeployment;
import static io.arcfleet.snapshot.ClusterSnapshots.withExtensions;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.ClusterSnapshots.without;
import static io.arcfleet.snapshot.ClusterSnapshots.withoutPods;
import static io.arcfleet.snapshot.ClusterSnapshots.withoutSecret;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.AgentPod.Waiting;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link EvidenceLost} is asked by every test of a check; here it is asked of more, and shown to see what it should. */
final class EvidenceLostTest {

    private static final CheckCatalog CATALOG = CheckCatalog.standard(Thresholds.defaults());

    @Test
    void everyExceptionIsNeeded() {
        ClusterSnapshot old = withKubernetes(
                withResource(healthy(), resource -> with(resource, "agentVersion", "1.20.1")),
                "version",
                Observation.of("v1.20.1"));
        EvidenceLost.OTHER_WITNESS.forEach((id, parts) -> {
            Check<?> check = CATALOG.find(id).orElseThrow();
            parts.keySet().forEach(part -> {
                ClusterSnapshot blinded = Objects.requireNonNull(
                                Refusals.ofObservations().get(part))
                        .apply(old);
                assertThat(hasIssues(check, old)).as(id).isTrue();
                assertThat(hasIssues(check, blinded)).as(id).isFalse();
                assertThat(check.blindSpot(blinded)).as(id).isEmpty();
            });
        });
    }

    @Test
    void aCheckThatFindsNothingWithoutItsEvidenceIsCaught() {
        ClusterSnapshot snapshot = withLogs(healthy(), log("config-agent", "boom"), log("other", "boom"));
        Check<List<String>> naive = new NaiveCheck();
        List<Issue> issues = naive.evaluate(naive.view(snapshot).seen().orElseThrow(), snapshot.observedAt());

        assertThatThrownBy(() -> EvidenceLost.isNoAllClear(naive, snapshot, issues))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("without log 0")
                .hasMessageContaining("deployment/config-agent");
    }

    @Test
    void aCheckThatNamesItsBlindSpotIsNot() {
        ClusterSnapshot snapshot = withLogs(healthy(), log("config-agent", "boom"), log("other", "boom"));
        Check<List<String>> honest = new HonestCheck();
        List<Issue> issues = honest.evaluate(honest.view(snapshot).seen().orElseThrow(), snapshot.observedAt());

        assertThat(issues).hasSize(2);
        assertThatCode(() -> EvidenceLost.isNoAllClear(honest, snapshot, issues))
                .doesNotThrowAnyException();
    }

    /** A check, what is lost, and whether it can show an issue there. */
    static Stream<Arguments> losses() {
        ClusterSnapshot noEvents = refuse(healthy(), "events");
        ClusterSnapshot creating = withPod(noEvents, "deployment/config-agent", AgentPods::beingCreated);
        ClusterSnapshot deleted = withPod(creating, "deployment/config-agent", pod -> with(pod, "deleting", true));
        ClusterSnapshot initializing = withPod(
                creating,
                "deployment/config-agent",
                pod -> with(
                        pod,
                        "containers",
                        pod.containers().stream()
                                .map(container -> with(container, "state", new Waiting("PodInitializing", null)))
                                .toList()));
        ClusterSnapshot gone =
                refuse(withKubernetes(healthy(), "deployments", Observation.of(List.of())), "helmReleases");
        ClusterSnapshot changing = refuse(extension("Updating"), "extensionConfigs");
        ClusterSnapshot upgrading = withResource(
                healthy(), resource -> with(resource, "agent", with(resource.agent(), "state", "Updating")));
        ClusterSnapshot noSecret = withoutSecret(noEvents, "kube-aad-proxy-certificate");
        ClusterSnapshot noProxy = withoutPods(noSecret, "deployment/kube-aad-proxy");
        ClusterSnapshot switchedOff =
                withDeployment(noProxy, "deployment/kube-aad-proxy", deployment -> with(deployment, "desired", 0));
        ClusterSnapshot arm = withKubernetes(
                healthy(), "nodes", List.of(with(ClusterSnapshots.node("node-1"), "architecture", "arm64")));
        ClusterSnapshot windows = withKubernetes(
                healthy(), "nodes", List.of(with(ClusterSnapshots.node("node-1"), "operatingSystem", "windows")));
        ClusterSnapshot noController = withPlatform(healthy(), "fluxControllers", List.of());
        return Stream.of(
                arguments("agent-images-pulled", noEvents, false),
                arguments("agent-images-pulled", creating, true),
                arguments("agent-images-pulled", deleted, false),
                arguments("agent-images-pulled", initializing, true),
                arguments("agent-pods-admitted", noEvents, false),
                arguments("agent-pods-admitted", withoutPods(noEvents, "deployment/config-agent"), true),
                arguments("egress-allowed", noEvents, false),
                arguments("egress-allowed", creating, true),
                arguments("kube-aad-proxy-certificate-present", noEvents, false),
                arguments("kube-aad-proxy-certificate-present", noSecret, true),
                arguments("kube-aad-proxy-certificate-present", noProxy, false),
                arguments("kube-aad-proxy-admitted", noSecret, false),
                arguments("kube-aad-proxy-admitted", noProxy, true),
                arguments("kube-aad-proxy-admitted", without(noEvents, "deployment/kube-aad-proxy"), false),
                arguments("kube-aad-proxy-admitted", switchedOff, false),
                arguments("agent-leftovers-absent", refuse(healthy(), "helmReleases"), false),
                arguments("agent-leftovers-absent", withPlatform(gone, "definitions", List.of()), false),
                arguments("extensions-settled", changing, false),
                arguments("extensions-settled", refuse(changing, "resource"), true),
                arguments("extensions-settled", refuse(extension("Creating"), "extensionConfigs"), true),
                arguments("extensions-settled", extension("Creating"), false),
                arguments("extensions-settled", refuse(healthy(), "resource"), false),
                arguments("agent-upgrade-finished", refuse(healthy(), "helmReleases"), false),
                arguments("agent-upgrade-finished", refuse(upgrading, "helmReleases"), true),
                arguments("agent-upgrade-finished", upgrading, false),
                arguments("linux-amd64-node-present", refuse(healthy(), "extensions"), false),
                arguments("linux-amd64-node-present", refuse(arm, "extensions"), true),
                arguments("linux-amd64-node-present", refuse(windows, "extensions"), true),
                arguments("linux-amd64-node-present", arm, false),
                arguments("flux-controllers-ready", refuse(healthy(), "extensions"), false),
                arguments("flux-controllers-ready", refuse(noController, "extensions"), true),
                arguments("azure-and-cluster-agree", refuse(offline(), "nodes"), false),
                arguments("azure-rbac-guard-ready", refuse(healthy(), "nodes"), false),
                arguments("network-path-supported", refuse(healthy(), "deployments"), false),
                arguments("network-path-supported", refuse(healthy(), "pods"), false));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void onlyWhatCanShowAnIssueIsABlindSpot(String checkId, ClusterSnapshot snapshot, boolean blind) {
        assertThat(CATALOG.find(checkId).orElseThrow().blindSpot(snapshot).map(Unavailable::reason))
                .isEqualTo(blind ? Optional.of(Reason.NOT_PERMITTED) : Optional.empty());
    }

    private static ClusterSnapshot refuse(ClusterSnapshot snapshot, String part) {
        return Objects.requireNonNull(Refusals.ofObservations().get(part)).apply(snapshot);
    }

    private static ClusterSnapshot extension(String state) {
        return withExtensions(healthy(), with(ClusterSnapshots.fluxExtension(), "provisioningState", state));
    }

    private static ClusterSnapshot offline() {
        return withResource(healthy(), resource -> with(resource, "connectivityStatus", ConnectivityStatus.OFFLINE));
    }

    private static <V> boolean hasIssues(Check<V> check, ClusterSnapshot snapshot) {
        return check.view(snapshot) instanceof Observed<V>
                && !Judgements.issues(check, snapshot).isEmpty();
    }

    /** Takes logs that were not read for logs without a fault. */
    private static class NaiveCheck implements Check<List<String>> {

        @Override
        public CheckSpec spec() {
            return CATALOG.checks().getFirst().spec();
        }

        @Override
        public Observation<List<String>> view(ClusterSnapshot snapshot) {
            return Observation.of(snapshot.kubernetes().logs().stream()
                    .filter(log -> log.text().seen().filter("boom"::equals).isPresent())
                    .map(log -> log.workload())
                    .toList());
        }

        @Override
        public List<Issue> evaluate(List<String> broken, Instant at) {
            return broken.stream()
                    .map(workload -> Issue.of(workload, "It is broken."))
                    .toList();
        }
    }

    private static final class HonestCheck extends NaiveCheck implements LogCheck<List<String>> {}
}
