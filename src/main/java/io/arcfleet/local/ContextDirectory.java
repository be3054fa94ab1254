package io.arcfleet.local;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.Kubeconfig;
import io.arcfleet.access.KubeconfigAccess;
import io.arcfleet.access.KubeconfigContext;
import io.arcfleet.collect.ClusterIdentityReader;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the contexts of a kubeconfig which cluster they lead to. */
final class ContextDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(ContextDirectory.class);
    private static final int AT_ONCE = 32;

    private final Kubeconfig kubeconfig;
    private final KubeconfigAccess access;
    private final RememberedClusters remembered;
    private final Duration timeout;
    private final Clock clock;
    private final ClusterIdentityReader reader;

    /**
     * Over a kubeconfig.
     *
     * @param timeout for one context
     */
    ContextDirectory(
            Kubeconfig kubeconfig,
            KubeconfigAccess access,
            RememberedClusters remembered,
            Duration timeout,
            Clock clock) {
        this.kubeconfig = kubeconfig;
        this.reader = new ClusterIdentityReader(clock);
        this.access = access;
        this.remembered = remembered;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** The cluster of each context, in the order of {@code contexts}; what was learned is remembered. */
    Map<String, ClusterIdentity> identify(List<String> contexts, Instant deadline) throws InterruptedException {
        Map<String, Future<Observation<ClusterIdentity>>> asked = new LinkedHashMap<>();
        Semaphore atOnce = new Semaphore(AT_ONCE);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (String context : contexts) {
                asked.put(context, threads.submit(() -> {
                    atOnce.acquire();
                    try {
                        return askGuarded(context, deadline);
                    } finally {
                        atOnce.release();
                    }
                }));
            }
            Map<String, ClusterIdentity> identities = new LinkedHashMap<>();
            for (Map.Entry<String, Future<Observation<ClusterIdentity>>> answer : asked.entrySet()) {
                identities.put(
                        answer.getKey(),
                        settle(answer.getKey(), answer.getValue().get()));
            }
            remembered.save();
            return identities;
        } catch (ExecutionException e) {
            throw new IllegalStateException("identifying a cluster failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    // A fault with one context is a fault of ours, and must not cost the others their scan.
    private Observation<ClusterIdentity> askGuarded(String context, Instant deadline) {
        try {
            return ask(context, deadline);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("context", context).log("a context could not be asked");
            return Observation.unavailable(Reason.MALFORMED, "internal error: " + e);
        }
    }

    private Observation<ClusterIdentity> ask(String context, Instant deadline) {
        Instant own = clock.instant().plus(timeout);
        Instant until = own.isBefore(deadline) ? own : deadline;
        return access.openContext(context, until).flatMap(tunnel -> {
            try (ClusterTunnel open = tunnel) {
                return reader.read(open, context, until);
            }
        });
    }

    /** What was learned now counts, unless it is less than what was known before. */
    private ClusterIdentity settle(String context, Observation<ClusterIdentity> answer) {
        String key = key(context);
        ClusterIdentity known = answer.seen()
                .filter(identity -> identity.subscriptionId() != null)
                .or(() -> remembered.at(key))
                .orElseGet(() -> new ClusterIdentity("kubeconfig:" + key, context, null, null, null));
        remembered.put(key, known);
        return known;
    }

    /** Part of the id of a cluster that is known by its context alone: the same whether it was reached or not. */
    private String key(String context) {
        return kubeconfig.context(context).map(KubeconfigContext::host).orElse("") + "/" + context;
    }
}
