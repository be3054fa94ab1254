package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withPods;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPod.Container;
import io.arcfleet.snapshot.AgentPod.Running;
import io.arcfleet.snapshot.AgentPod.Terminated;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ContainerLog;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentPodsRunningCheckTest {

    private static final String CONFIG_AGENT = "deployment/config-agent";

    private final AgentPodsRunningCheck check = new AgentPodsRunningCheck(Duration.ofMinutes(10));

    @Test
    void runningPodsPass() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void theGuidesListingOfATimedOutUpgradeFindsItsTwoCrashLoops() {
        ClusterSnapshot listing = withPods(
                healthy(),
                AgentPods.ready("cluster-metadata-operator", "cluster-metadata-operator", "fluent-bit"),
                AgentPods.crashLooping()
                        .apply(AgentPods.ready(
                                "clusterconnect-agent",
                                "clusterconnect-agent",
                                "clusterconnectservice-operator",
                                "fluent-bit")),
                AgentPods.ready("clusteridentityoperator", "manager", "fluent-bit"),
                AgentPods.crashLooping().apply(AgentPods.ready("config-agent", "config-agent", "fluent-bit")));
        assertThat(issues(check, listing))
                .extracting(Issue::subject)
                .containsExactly("deployment/clusterconnect-agent", CONFIG_AGENT);
    }

    @Test
    void aCrashLoopIsToldWithItsFigures() {
        Issue issue = issue(check, crashed());
        assertThat(issue.message())
                .isEqualTo(
                        "deployment/config-agent: container config-agent has crashed (CrashLoopBackOff), 14 restarts so"
                                + " far, last exit code 1.");
        assertThat(issue.evidence())
                .containsEntry("fault", "crash")
                .containsEntry("container", "config-agent")
                .containsEntry("exit code", "1")
                .containsEntry("restarts", "14")
                .containsEntry("ended", "2026-08-01T11:58:00Z")
                .containsEntry("log", "not read: not attempted");
    }

    @Test
    void theEndOfThePreviousRunsLogIsEvidence() {
        ClusterSnapshot read = withKubernetes(
                crashed(),
                "logs",
                List.of(
                        log("config-agent", false, Observation.of("starting")),
                        log("config-agent", true, Observation.of("1\n2\n3\n\n4\n5\nsecret not found\n")),
                        log("fluent-bit", true, Observation.of("of the other container"))));
        assertThat(issue(check, read).evidence()).containsEntry("log", "2\n3\n4\n5\nsecret not found");
    }

    @Test
    void logsThatMayNotBeReadAreSaidToBeDeniedAndHideNothing() {
        ClusterSnapshot denied = withKubernetes(
                crashed(),
                "logs",
                List.of(log(
                        "config-agent",
                        true,
                        Observation.unavailable(Reason.NOT_PERMITTED, "GET pods/log answered 403."))));
        Issue issue = issue(check, denied);
        assertThat(issue.message()).endsWith("last exit code 1. Its log was not read: not permitted.");
        assertThat(issue.evidence()).containsEntry("log", "not read: not permitted, GET pods/log answered 403");
    }

    @Test
    void anEmptyLogIsSaidToBeEmpty() {
        assertThat(issue(
                                check,
                                withKubernetes(
                                        crashed(), "logs", List.of(log("config-agent", true, Observation.of(" ")))))
                        .evidence())
                .containsEntry("log", "empty");
    }

    @Test
    void runningOutOfMemoryIsToldApartFromACrash() {
        assertThat(issue(check, withPod(healthy(), CONFIG_AGENT, AgentPods.crashLooping(137, "OOMKilled"))))
                .satisfies(issue -> assertThat(issue.message()).contains("run out of memory", "137"))
                .satisfies(issue -> assertThat(issue.evidence()).containsEntry("fault", "out of memory"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ImagePullBackOff", "ErrImagePull", "InvalidImageName"})
    void imagesAreAnotherChecks(String reason) {
        assertThat(issues(check, withPod(healthy(), CONFIG_AGENT, AgentPods.waiting(reason))))
                .isEmpty();
    }

    @Test
    void aContainerThatCrashesBesideOneWithoutImageIsStillFound() {
        AgentPod both = with(
                AgentPods.ready("config-agent", "config-agent", "fluent-bit"),
                "containers",
                List.of(
                        AgentPods.waiting("ErrImagePull")
                                .apply(AgentPods.ready("x", "fluent-bit"))
                                .containers()
                                .getFirst(),
                        AgentPods.crashLooping()
                                .apply(AgentPods.ready("x", "config-agent"))
                                .containers()
                                .getFirst()));
        assertThat(issue(check, withPods(healthy(), both)))
                .satisfies(issue -> assertThat(issue.evidence()).containsEntry("container", "config-agent"))
                .satisfies(issue -> assertThat(issue.message()).doesNotContain("likewise"));
    }

    /** Neither does a pod whose containers are created have that as its phase, nor one that crash-loops. */
    @ParameterizedTest
    @ValueSource(strings = {"Pending", "Running"})
    void theReasonOfTheContainerCountsAndNotThePhase(String phase) {
        AgentPod creating = AgentPods.beingCreated(AgentPods.ready("config-agent", "config-agent"));
        AgentPod crashing = AgentPods.crashLooping().apply(AgentPods.ready("config-agent", "config-agent"));
        assertThat(issues(check, withPods(healthy(), with(creating, "phase", phase))))
                .isEmpty();
        assertThat(issues(check, withPods(healthy(), with(crashing, "phase", phase))))
                .hasSize(1);
    }

    @Test
    void aContainerThatCannotStartIsAnIssue() {
        assertThat(issue(check, withPod(healthy(), CONFIG_AGENT, AgentPods.waiting("CreateContainerConfigError")))
                        .evidence())
                .containsEntry("fault", "start");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ContainerCreating", "PodInitializing", "SomethingNew"})
    void otherWaitsAreNoFaultYet(String reason) {
        assertThat(issues(check, withPod(healthy(), CONFIG_AGENT, AgentPods.waiting(reason))))
                .isEmpty();
    }

    @Test
    void aContainerThatHasJustEndedWithAnErrorIsAnIssue() {
        assertThat(issue(
                                check,
                                withPod(
                                        healthy(),
                                        CONFIG_AGENT,
                                        AgentPods.inState(new Terminated(2, "Error", null, NOW))))
                        .evidence())
                .containsEntry("exit code", "2");
        assertThat(issues(
                        check,
                        withPod(healthy(), CONFIG_AGENT, AgentPods.inState(new Terminated(0, "Completed", null, NOW)))))
                .isEmpty();
    }

    @Test
    void aCrashLoopIsSeenBetweenTwoCrashesToo() {
        assertThat(issues(check, restarted(9, Duration.ofMinutes(4)))).hasSize(1);
        assertThat(issues(check, restarted(9, Duration.ofHours(4)))).isEmpty();
        assertThat(issues(check, restarted(1, Duration.ofMinutes(4)))).isEmpty();
    }

    @Test
    void anEvictedPodIsAnIssueUntilAReadyOneHasReplacedIt() {
        AgentPod ready = AgentPods.ready("metrics-agent", "metrics-agent");
        AgentPod evicted = with(with(with(ready, "name", "metrics-agent-old"), "phase", "Failed"), "reason", "Evicted");
        AgentPod withoutContainers = with(evicted, "containers", List.of());
        assertThat(issue(check, withPods(healthy(), withoutContainers)).message())
                .isEqualTo("deployment/metrics-agent: the pod has been evicted from its node (Evicted).");
        assertThat(issues(check, withPods(healthy(), withoutContainers, ready))).isEmpty();
    }

    @Test
    void aFailedJobIsAnIssueUntilOneSucceeds() {
        AgentPod pod = with(AgentPods.ready("x", "job"), "workload", "job/upgrade");
        AgentPod failed =
                with(AgentPods.inState(new Terminated(3, "Error", null, NOW)).apply(pod), "phase", "Failed");
        AgentPod succeeded = with(
                AgentPods.inState(new Terminated(0, "Completed", null, NOW)).apply(pod), "phase", "Succeeded");
        assertThat(issue(check, withPods(healthy(), failed)).message())
                .isEqualTo("job/upgrade: the pod has failed (Failed), last exit code 3.");
        assertThat(issues(check, withPods(healthy(), failed, succeeded))).isEmpty();
    }

    @Test
    void aPodWhoseNodeIsLostIsAnIssue() {
        assertThat(issues(
                        check,
                        withPods(healthy(), with(AgentPods.unready(AgentPods.ready("x", "y")), "phase", "Unknown"))))
                .hasSize(1);
    }

    @Test
    void twoPodsOfOneWorkloadAreOneIssueAboutTheNewer() {
        AgentPod old = AgentPods.crashLooping().apply(AgentPods.ready("config-agent", "config-agent"));
        AgentPod young = AgentPods.aged(with(old, "name", "config-agent-young"), Duration.ofMinutes(1));
        assertThat(issue(check, withPods(healthy(), old, young)).evidence()).containsEntry("pod", "config-agent-young");
    }

    @Test
    void severalContainersAreCounted() {
        AgentPod both = withEveryContainer(
                AgentPods.ready("config-agent", "config-agent", "fluent-bit"),
                AgentPods.crashLooping()
                        .apply(AgentPods.ready("x", "config-agent"))
                        .containers()
                        .getFirst());
        assertThat(issue(check, withPods(healthy(), both)).message()).endsWith(", and 1 more container likewise.");
    }

    @Test
    void podsBeingDeletedAndThoseOfTheIdentityOperatorAreLeftOut() {
        assertThat(issues(check, withPod(crashed(), CONFIG_AGENT, pod -> with(pod, "deleting", true))))
                .isEmpty();
        assertThat(issues(check, withPod(healthy(), "deployment/clusteridentityoperator", AgentPods.crashLooping())))
                .isEmpty();
    }

    @Test
    void unreadPodsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.NOT_PERMITTED))).isEqualTo(Reason.NOT_PERMITTED);
    }

    private static ClusterSnapshot crashed() {
        return withPod(healthy(), CONFIG_AGENT, AgentPods.crashLooping());
    }

    private static ClusterSnapshot restarted(int restarts, Duration ago) {
        return withPod(
                healthy(),
                CONFIG_AGENT,
                AgentPods.firstContainer(container -> new Container(
                        container.name(),
                        false,
                        true,
                        restarts,
                        new Running(NOW.minus(ago)),
                        new Terminated(1, "Error", null, NOW.minus(ago)))));
    }

    private static AgentPod withEveryContainer(AgentPod pod, Container like) {
        return with(
                pod,
                "containers",
                pod.containers().stream()
                        .map(container -> with(like, "name", container.name()))
                        .toList());
    }

    private static ContainerLog log(String container, boolean previous, Observation<String> text) {
        return new ContainerLog("config-agent-6c4d7f9b5-x2x9z", CONFIG_AGENT, container, previous, text);
    }
}
