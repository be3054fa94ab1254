package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.snapshot.Observation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the end of a container's log. */
final class LogReader {

    /** As kubectl sends it: with JSON or plain text alone some API servers refuse (406). */
    private static final String ACCEPT = "application/json, */*";

    Observation<String> read(ClusterTunnel tunnel, LogChoice.Wanted wanted, Budget budget) {
        return tunnel.get(
                request(wanted),
                body -> LogRedaction.redact(
                        new String(body.readNBytes(LogRedaction.MAX_BYTES), StandardCharsets.UTF_8)),
                budget.left());
    }

    /** Names of pods and containers are DNS labels: nothing in them needs escaping in a path. */
    private static KubernetesRequest request(LogChoice.Wanted wanted) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("container", wanted.container());
        query.put("tailLines", Integer.toString(LogRedaction.MAX_LINES));
        query.put("limitBytes", Integer.toString(LogRedaction.MAX_BYTES));
        if (wanted.previous()) {
            query.put("previous", "true");
        }
        return new KubernetesRequest("/api/v1/namespaces/azure-arc/pods/" + wanted.pod() + "/log", query, ACCEPT);
    }
}
