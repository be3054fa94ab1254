package io.arcfleet.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPod.Container;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.IdentityRequest;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LogChoiceTest {

    private static final Instant NOW = Targets.NOW;
    private static final AzureFacts CONNECTED = Targets.azure(ConnectivityStatus.CONNECTED, NOW.minusSeconds(60));
    private static final AgentPod.State RUNNING = new AgentPod.Running(NOW.minusSeconds(9000));

    @Test
    void aHealthyConnectedClusterCostsNoLog() {
        assertThat(choose(CONNECTED, pod("config-agent", running("config-agent"))))
                .isEmpty();
    }

    @Test
    void aContainerThatIsNotReadyIsRead() {
        assertThat(choose(CONNECTED, pod("metrics-agent", container("metrics-agent", false, RUNNING, 0, null))))
                .containsExactly("metrics-agent/metrics-agent");
    }

    @Test
    void aCrashLoopIsReadWithItsPreviousRunFirst() {
        Container crashing = container("guard", false, new AgentPod.Waiting("CrashLoopBackOff", null), 4, ended(300));

        assertThat(choose(CONNECTED, pod("guard", crashing))).containsExactly("guard/guard previous", "guard/guard");
    }

    @Test
    void aContainerThatNeverStartedHasNoLog() {
        Container pulling = container("guard", false, new AgentPod.Waiting("ImagePullBackOff", null), 0, null);

        assertThat(choose(CONNECTED, pod("guard", pulling))).isEmpty();
    }

    @Test
    void aRecentRestartIsReadAndAnOldOneIsNot() {
        assertThat(choose(
                        CONNECTED,
                        pod("recent", container("a", true, RUNNING, 1, ended(600))),
                        pod("old", container("b", true, RUNNING, 1, ended(7200)))))
                .containsExactly("recent/a previous", "recent/a");
    }

    @Test
    void aRunThatEndedADayAgoIsHistory() {
        assertThat(choose(
                        CONNECTED,
                        pod("today", container("a", false, RUNNING, 1, ended(86_300))),
                        pod("before", container("b", false, RUNNING, 1, ended(86_500)))))
                .containsExactly("today/a previous", "before/b", "today/a");
    }

    @Test
    void aFinishedInitContainerIsHealthy() {
        Container init = new Container(
                "init", true, true, 0, new AgentPod.Terminated(0, "Completed", null, NOW.minusSeconds(60)), null);

        assertThat(choose(CONNECTED, pod("guard", init))).isEmpty();
    }

    @Test
    void theAgentsThatTalkToAzureAreReadWhenAzureDoesNotHearThem() {
        AgentPod[] pods = {
            pod("clusteridentityoperator", running("manager"), running("fluent-bit")),
            pod("metrics-agent", running("metrics-agent")),
            pod("resource-sync-agent", running("resource-sync-agent"))
        };
        List<String> talkers = List.of("clusteridentityoperator/manager", "resource-sync-agent/resource-sync-agent");

        assertThat(choose(Targets.azure(ConnectivityStatus.OFFLINE, NOW.minusSeconds(60)), pods))
                .isEqualTo(talkers);
        assertThat(choose(Targets.azure(ConnectivityStatus.CONNECTED, NOW.minusSeconds(901)), pods))
                .isEqualTo(talkers);
        assertThat(choose(Targets.azure(ConnectivityStatus.CONNECTED, NOW.minusSeconds(899)), pods))
                .isEmpty();
        assertThat(choose(Targets.unknownToAzure().azure(), pods)).isEqualTo(talkers);
    }

    @Test
    void theAgentsThatTalkToAzureAreReadWhenARequestForATokenIsNotServed() {
        AgentPod agent = pod("clusteridentityoperator", running("manager"), running("fluent-bit"));
        List<String> read = List.of("clusteridentityoperator/manager");

        assertThat(choose(CONNECTED, List.of(request(NOW.plusSeconds(1))), agent))
                .isEmpty();
        assertThat(choose(CONNECTED, List.of(request(NOW.plusSeconds(1)), request(NOW)), agent))
                .isEqualTo(read);
        assertThat(choose(CONNECTED, List.of(request(null)), agent)).isEqualTo(read);
    }

    @Test
    void requestsForTokensThatCouldNotBeReadAreNoReasonToReadLogs() {
        List<AgentPod> pods = List.of(pod("clusteridentityoperator", running("manager")));

        assertThat(LogChoice.choose(pods, CONNECTED, Observation.unavailable(Reason.NOT_FOUND, "no such kind"), NOW))
                .isEmpty();
    }

    @Test
    void aClusterCostsTwelveLogsAtMostAndTheTalkersComeFirst() {
        AgentPod[] pods = IntStream.range(0, 20)
                .mapToObj(i -> pod(
                        i == 19 ? "config-agent" : "agent-" + i,
                        container("c", false, new AgentPod.Waiting("CrashLoopBackOff", null), 4, ended(300))))
                .toArray(AgentPod[]::new);

        assertThat(choose(CONNECTED, pods))
                .hasSize(LogChoice.MAX_LOGS)
                .startsWith("config-agent/c previous", "agent-0/c previous");
    }

    private static List<String> choose(AzureFacts azure, AgentPod... pods) {
        return choose(azure, List.of(), pods);
    }

    private static List<String> choose(AzureFacts azure, List<IdentityRequest> requests, AgentPod... pods) {
        return LogChoice.choose(List.of(pods), azure, Observation.of(requests), NOW).stream()
                .map(log -> log.workload().replace("deployment/", "") + "/" + log.container()
                        + (log.previous() ? " previous" : ""))
                .toList();
    }

    private static IdentityRequest request(@Nullable Instant expiresAt) {
        return new IdentityRequest("config-agent-identity-request", null, NOW, expiresAt, null);
    }

    private static AgentPod pod(String deployment, Container... containers) {
        return new AgentPod(
                deployment + "-1-x",
                "deployment/" + deployment,
                "Running",
                null,
                null,
                null,
                "node-1",
                NOW,
                false,
                List.of(),
                containers.length,
                List.of(containers),
                Map.of());
    }

    private static Container running(String name) {
        return container(name, true, RUNNING, 0, null);
    }

    private static Container container(
            String name, boolean ready, AgentPod.State state, int restarts, AgentPod.@Nullable Terminated last) {
        return new Container(name, false, ready, restarts, state, last);
    }

    private static AgentPod.Terminated ended(int secondsAgo) {
        return new AgentPod.Terminated(1, "Error", null, NOW.minusSeconds(secondsAgo));
    }
}
