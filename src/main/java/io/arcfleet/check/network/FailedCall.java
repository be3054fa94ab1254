package io.arcfleet.check.network;

import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.signature.Match;
import io.arcfleet.signature.Place;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call out of the cluster that did not arrive, as a line of a log or an event tells it.
 *
 * @param host whom it was for, as the text names it
 * @param workload who called; for an image, for whom
 * @param signature id of the error text
 * @param times how often an event was seen; a line of a log is one time
 * @param line the text
 */
record FailedCall(String host, String workload, String signature, int times, String line) {

    /** The fault of names that are not resolved. */
    static final String NOT_RESOLVED = "name not resolved";

    private static final String PROXY_UNREACHABLE = "proxy-unreachable";
    private static final String IMAGE = "image-pull-timed-out";
    private static final String RESET = "connection-reset";

    /** One connection that was cut is normal; a firewall cuts them all. */
    private static final int CHANCE_RESETS = 2;

    private static final Map<String, String> FAULTS = Map.of(
            "dns-name-not-resolved",
            NOT_RESOLVED,
            "endpoint-timed-out",
            "no answer",
            "endpoint-refused",
            "connection refused",
            "endpoint-unroutable",
            "no route",
            RESET,
            "connection cut",
            "proxy-refused-connect",
            "refused by the proxy",
            PROXY_UNREACHABLE,
            "proxy not reached",
            IMAGE,
            "image not pulled");

    /** The calls in these logs whose host is named. */
    static Stream<FailedCall> ofAgents(LogEvidence logs) {
        return NetworkErrors.perLine(logs, FAULTS.keySet().toArray(String[]::new)).stream()
                .flatMap(found -> of(found).stream());
    }

    /** The images that were not pulled in time for pods that are still not ready. */
    static List<FailedCall> ofImages(ClusterSnapshot snapshot, SignatureCatalog signatures) {
        Map<String, AgentPod> waiting = waiting(snapshot).stream()
                .collect(Collectors.toMap(pod -> "pod/" + pod.name(), Function.identity(), (one, other) -> one));
        return snapshot.kubernetes().events().seen().orElse(List.of()).stream()
                .flatMap(event -> Stream.ofNullable(waiting.get(event.object()))
                        .flatMap(pod -> signatures.find(event.message(), Place.EVENT).stream()
                                .filter(match -> match.signature().id().equals(IMAGE))
                                .flatMap(match -> of(match, event, pod).stream())))
                .toList();
    }

    /** The pods that are still not ready, perhaps for want of an image. */
    static List<AgentPod> waiting(ClusterSnapshot snapshot) {
        return snapshot.kubernetes().pods().seen().orElse(List.of()).stream()
                .filter(pod -> !pod.hasCompleted() && pod.containersReady() < pod.containersExpected())
                .toList();
    }

    /** Whether these calls to one endpoint failed for more than a connection that happened to be cut. */
    static boolean isMoreThanChance(List<FailedCall> calls) {
        return calls.size() > CHANCE_RESETS
                || calls.stream().anyMatch(call -> !call.signature().equals(RESET));
    }

    /** Whether it did not come further than to the outbound proxy. */
    boolean isOfProxy() {
        return signature.equals(PROXY_UNREACHABLE);
    }

    /** What happened, in a few words. */
    String fault() {
        return FAULTS.getOrDefault(signature, signature);
    }

    private static Optional<FailedCall> of(Found found) {
        Match match = found.match();
        return NetworkErrors.host(found)
                .map(host ->
                        new FailedCall(host, found.workload(), match.signature().id(), 1, match.line()));
    }

    private static Optional<FailedCall> of(Match match, AgentEvent event, AgentPod pod) {
        return Optional.ofNullable(match.values().get("host"))
                .map(host -> new FailedCall(host, pod.workload(), IMAGE, Math.max(1, event.count()), match.line()));
    }
}
