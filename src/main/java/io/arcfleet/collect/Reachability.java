package io.arcfleet.collect;

import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether an API server answered at all, judged by how the reads of it went. */
final class Reachability {

    private Reachability() {}

    /** The server when any read brought an answer of it, a refusal too; else the first failure. */
    static Observation<String> of(String server, List<? extends Observation<?>> reads) {
        for (Observation<?> read : reads) {
            if (isAnswer(read)) {
                return Observation.of(server);
            }
        }
        return reads.stream()
                .flatMap(read -> read.failure().stream())
                .findFirst()
                .<Observation<String>>map(Unavailable::cast)
                .orElseGet(() -> Observation.unavailable(Reason.NOT_ATTEMPTED, "nothing was read of " + server));
    }

    /**
     * Whether the API server itself answered. A server error does not count: proxies and relays give it when nobody stands
     * behind them; nor does an answer that is known to be of somebody on the way.
     */
    static boolean isAnswer(Observation<?> read) {
        return switch (read) {
            case Observed<?> observed -> true;
            case Unavailable<?> failure when isOnTheWay(failure.fault()) -> false;
            case Unavailable<?> failure ->
                switch (failure.reason()) {
                    case NOT_PERMITTED, NOT_FOUND, THROTTLED, MALFORMED -> true;
                    case UNREACHABLE, TIMED_OUT, NOT_ATTEMPTED -> false;
                };
        };
    }

    private static boolean isOnTheWay(@Nullable AccessFault fault) {
        return fault != null
                && fault != AccessFault.KUBERNETES_UNAUTHENTICATED
                && fault != AccessFault.KUBERNETES_FORBIDDEN;
    }
}
