package io.arcfleet.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.arcfleet.arm.ArmClient;
import io.arcfleet.arm.ArmException;
import io.arcfleet.snapshot.ConnectedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Lists the connected clusters of subscriptions in Resource Manager, where their state is of this moment. */
final class LiveClusters {

    private static final String CALL = "GET connected clusters";
    private static final String VERSION = "2026-05-01";
    /** Known to clouds that lag behind. */
    private static final String OLDER_VERSION = "2024-01-01";

    private static final int PARALLEL = 16;
    private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(1);

    private final ArmClient client;
    private final ConnectedClusterReader reader;
    private final TimeLeft time;
    private final AtomicReference<String> version = new AtomicReference<>(VERSION);

    LiveClusters(ArmClient client, ConnectedClusterReader reader, TimeLeft time) {
        this.client = client;
        this.reader = reader;
        this.time = time;
    }

    /** Lists every one of {@code subscriptions}; the answers by subscription. */
    Map<String, Answer> list(Collection<String> subscriptions) throws InterruptedException, ExecutionException {
        Map<String, Future<Answer>> started = new ConcurrentHashMap<>();
        // The pool is the bound: as many lists at a time as it has threads.
        ExecutorService lists = Executors.newFixedThreadPool(
                PARALLEL, Thread.ofVirtual().name("live-list-", 0).factory());
        try {
            subscriptions.forEach(s -> started.put(s, lists.submit(() -> list(s))));
            Map<String, Answer> answers = new ConcurrentHashMap<>();
            for (Map.Entry<String, Future<Answer>> list : started.entrySet()) {
                answers.put(list.getKey(), list.getValue().get());
            }
            return answers;
        } finally {
            lists.shutdownNow();
        }
    }

    private Answer list(String subscription) {
        List<ConnectedCluster> clusters = new ArrayList<>();
        AtomicInteger seen = new AtomicInteger();
        try {
            JsonNode first = firstPage("/subscriptions/" + subscription
                    + "/providers/Microsoft.Kubernetes/connectedClusters?api-version=");
            ListPages.read(CALL, first, this::get, resource -> {
                seen.incrementAndGet();
                reader.fromResourceManager(resource).ifPresent(clusters::add);
            });
            return new Answer(clusters, seen.get() - clusters.size(), Optional.empty());
        } catch (ArmException e) {
            return new Answer(clusters, seen.get() - clusters.size(), Optional.of(Failure.of(e)));
        }
    }

    private JsonNode firstPage(String path) {
        String tried = version.get();
        try {
            return get(path + tried);
        } catch (ArmException e) {
            if (tried.equals(OLDER_VERSION) || !isVersionUnknown(e)) {
                throw e;
            }
            JsonNode page = get(path + OLDER_VERSION);
            version.set(OLDER_VERSION);
            return page;
        }
    }

    private JsonNode get(String pathOrLink) {
        return client.get(pathOrLink, time.forCall(CALL, PAGE_TIMEOUT));
    }

    private static boolean isVersionUnknown(ArmException e) {
        String code = e.code().toLowerCase(Locale.ROOT);
        return (e.status() == 400 || e.status() == 404)
                && (code.contains("apiversion")
                        || code.equals("noregisteredproviderfound")
                        || code.equals("invalidresourcetype"));
    }

    /**
     * What was read of one subscription.
     *
     * @param malformed number of resources that could not be read
     * @param failure why the list is not complete, if it is not
     */
    record Answer(List<ConnectedCluster> clusters, int malformed, Optional<Failure> failure) {

        Answer {
            clusters = List.copyOf(clusters);
        }

        /** Whether a cluster that is not in it does not exist. */
        boolean isComplete() {
            return failure.isEmpty() && malformed == 0;
        }
    }
}
