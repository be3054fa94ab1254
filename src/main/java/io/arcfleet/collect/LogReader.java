package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the end of a container's log. */
final class LogReader {

    /**
     * Lines that fit into {@link LogTail#LIMIT_BYTES} whatever their length: containerd and Docker break lines at 16 KiB
     * by default, and the kubelet counts the pieces.
     */
    static final int FEW_LINES = 50;

    /**
     * Lines that are older are history: the tail of a quiet agent's log may hold an error of last month. Agents say
     * something every few minutes, and what they cannot do they try again at least hourly; a day holds several tries of
     * every agent. The kubelet drops the older ones by the time at which it took each line, so no time is parsed, and a
     * wrong clock of the node does not matter.
     */
    static final Duration MAX_AGE = Duration.ofHours(24);

    /** The kubelet's words (400 Bad Request). */
    private static final String REMOVED = "previous terminated container";

    /** As kubectl sends it: with JSON or plain text alone some API servers refuse (406). */
    private static final String ACCEPT = "application/json, */*";

    /**
     * The newest lines of the log, redacted; asks a second time when these did not fit into the first answer. Not found
     * when an agent that should talk said nothing: its silence is no sign that nothing is wrong.
     */
    Observation<String> read(ClusterTunnel tunnel, LogChoice.Wanted wanted, Budget budget) {
        Observation<LogTail> first = ask(tunnel, wanted, LogRedaction.MAX_LINES, budget);
        boolean cut = first.seen().filter(LogTail::isCut).isPresent();
        Observation<LogTail> newest = cut ? ask(tunnel, wanted, FEW_LINES, budget) : first;
        if (first.failure().filter(LogReader::isRemoved).isPresent()) {
            return Observation.of("");
        }
        // The older lines are better than none.
        return (newest.seen().isPresent() ? newest : first).flatMap(tail -> text(tail, wanted));
    }

    /** The container of the run before was cleaned away, and its log with it: there is nothing that could not be read. */
    private static boolean isRemoved(Unavailable<?> failure) {
        return failure.detail().contains(REMOVED);
    }

    private static Observation<String> text(LogTail tail, LogChoice.Wanted wanted) {
        return tail.text().isBlank() && wanted.talker()
                ? Observation.unavailable(
                        Reason.NOT_FOUND,
                        "the log of " + wanted.workload() + " has no line of the last " + MAX_AGE.toHours() + " hours")
                : Observation.of(LogRedaction.redact(tail.text()));
    }

    private static Observation<LogTail> ask(ClusterTunnel tunnel, LogChoice.Wanted wanted, int lines, Budget budget) {
        return tunnel.get(request(wanted, lines), LogTail::of, budget.left());
    }

    /** Names of pods and containers are DNS labels: nothing in them needs escaping in a path. */
    private static KubernetesRequest request(LogChoice.Wanted wanted, int lines) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("container", wanted.container());
        query.put("tailLines", Integer.toString(lines));
        query.put("limitBytes", Integer.toString(LogTail.LIMIT_BYTES));
        query.put("sinceSeconds", Long.toString(MAX_AGE.toSeconds()));
        if (wanted.previous()) {
            query.put("previous", "true");
        }
        return new KubernetesRequest("/api/v1/namespaces/azure-arc/pods/" + wanted.pod() + "/log", query, ACCEPT);
    }
}
