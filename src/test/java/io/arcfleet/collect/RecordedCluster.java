package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A tunnel to recorded answers; remembers what it was asked. */
final class RecordedCluster implements ClusterTunnel {

    static final String VERSION = "/version";
    static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/azure-arc/deployments";
    static final String PODS = "/api/v1/namespaces/azure-arc/pods";
    static final String EVENTS = "/api/v1/namespaces/azure-arc/events";
    static final String SECRETS = "/api/v1/namespaces/azure-arc/secrets";
    static final String HELM = "/api/v1/namespaces/azure-arc-release/secrets";
    static final String OLD_HELM = "/api/v1/namespaces/default/secrets";
    static final String CONFIG = "/api/v1/namespaces/azure-arc/configmaps/azure-clusterconfig";
    static final String METADATA = "/apis/arc.azure.com/v1beta1/namespaces/azure-arc/connectedclusters/clustermetadata";
    static final String NODES = "/api/v1/nodes";

    private static final Map<String, String> FILES = Map.of(
            VERSION, "version",
            DEPLOYMENTS, "deployments",
            PODS, "pods",
            EVENTS, "events",
            SECRETS, "secrets",
            HELM, "helm",
            CONFIG, "config",
            METADATA, "metadata",
            NODES, "nodes");

    private final Map<String, Function<KubernetesRequest, Observation<String>>> answers = new LinkedHashMap<>();
    private final List<KubernetesRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Duration> timeouts = new CopyOnWriteArrayList<>();

    /** A cluster with a healthy and a crash-looping agent. */
    static RecordedCluster complete() {
        RecordedCluster cluster = new RecordedCluster();
        FILES.forEach((path, file) -> cluster.answer(path, recorded(file)));
        return cluster;
    }

    /** A cluster of which every read is unavailable in the same way. */
    static RecordedCluster failing(Reason reason, String detail) {
        RecordedCluster cluster = new RecordedCluster();
        FILES.keySet().forEach(path -> cluster.fail(path, reason, detail));
        return cluster;
    }

    static String recorded(String file) {
        try (InputStream stream = RecordedCluster.class.getResourceAsStream("/collect/" + file + ".json")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RecordedCluster answer(String path, String body) {
        answers.put(path, request -> Observation.of(body));
        return this;
    }

    RecordedCluster fail(String path, Reason reason, String detail) {
        answers.put(path, request -> Observation.unavailable(reason, detail));
        return this;
    }

    RecordedCluster answer(String path, Function<KubernetesRequest, Observation<String>> answer) {
        answers.put(path, answer);
        return this;
    }

    /** Changes every recorded body. */
    RecordedCluster changed(UnaryOperator<String> change) {
        answers.replaceAll((path, answer) -> request -> answer.apply(request).map(change));
        return this;
    }

    List<KubernetesRequest> requests() {
        return List.copyOf(requests);
    }

    List<Duration> timeouts() {
        return List.copyOf(timeouts);
    }

    @Override
    public String server() {
        return "https://Cluster.Example:6443";
    }

    @Override
    public <T> Observation<T> get(KubernetesRequest request, BodyDecoder<T> decoder, Duration timeout) {
        requests.add(request);
        timeouts.add(timeout);
        var answer = answers.get(request.path());
        if (answer == null) {
            return request.path().endsWith("/log")
                    ? decode(decoder, "log of " + request.query())
                    : Observation.unavailable(Reason.NOT_FOUND, "not recorded");
        }
        return answer.apply(request).flatMap(body -> decode(decoder, body));
    }

    @Override
    public void close() {}

    private static <T> Observation<T> decode(BodyDecoder<T> decoder, String body) {
        try {
            return Observation.of(decoder.decode(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException e) {
            return Observation.unavailable(Reason.MALFORMED, "not decoded");
        }
    }
}
