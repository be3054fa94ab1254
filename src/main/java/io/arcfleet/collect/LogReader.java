package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.snapshot.Observation;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the end of a container's log. */
final class LogReader {

    /**
     * Lines that fit into {@link LogTail#LIMIT_BYTES} whatever their length: containerd and Docker break lines at 16 KiB
     * by default, and the kubelet counts the pieces.
     */
    static final int FEW_LINES = 50;

    /** As kubectl sends it: with JSON or plain text alone some API servers refuse (406). */
    private static final String ACCEPT = "application/json, */*";

    /** The newest lines of the log, redacted; asks a second time when these did not fit into the first answer. */
    Observation<String> read(ClusterTunnel tunnel, LogChoice.Wanted wanted, Budget budget) {
        Observation<LogTail> first = ask(tunnel, wanted, LogRedaction.MAX_LINES, budget);
        boolean cut = first.seen().filter(LogTail::isCut).isPresent();
        Observation<LogTail> newest = cut ? ask(tunnel, wanted, FEW_LINES, budget) : first;
        // The older lines are better than none.
        return (newest.seen().isPresent() ? newest : first).map(tail -> LogRedaction.redact(tail.text()));
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
        if (wanted.previous()) {
            query.put("previous", "true");
        }
        return new KubernetesRequest("/api/v1/namespaces/azure-arc/pods/" + wanted.pod() + "/log", query, ACCEPT);
    }
}
