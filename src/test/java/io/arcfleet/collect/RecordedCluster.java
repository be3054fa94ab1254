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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A tunnel to recorded answers; remembers what it was asked. */
final class RecordedCluster implements ClusterTunnel {

    private static final String ARC = "/apis/clusterconfig.azure.com/v1beta1/namespaces/azure-arc/";

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

    static final String IDENTITY_REQUESTS = ARC + "azureclusteridentityrequests";
    static final String CERTIFICATES = ARC + "arccertificates";
    static final String EXTENSION_CONFIGS = ARC + "extensionconfigs";
    static final String SIGNING_KEYS = ARC + "signingkeys";
    static final String BINDINGS = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings";
    static final String DNS_PODS = "/api/v1/namespaces/kube-system/pods";
    static final String DNS_ENDPOINTS = "/apis/discovery.k8s.io/v1/namespaces/kube-system/endpointslices";
    static final String FLUX = "/apis/apps/v1/namespaces/flux-system/deployments";
    static final String WORKLOAD_IDENTITY = "/apis/apps/v1/namespaces/arc-workload-identity/deployments";
    static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
    static final String OPENSHIFT_VERSION = "/apis/config.openshift.io/v1/clusterversions/version";
    static final String PRIVILEGED = "/apis/security.openshift.io/v1/securitycontextconstraints/privileged";
    static final String OPENSHIFT_DNS_PODS = "/api/v1/namespaces/openshift-dns/pods";
    static final String OPENSHIFT_DNS_ENDPOINTS = "/apis/discovery.k8s.io/v1/namespaces/openshift-dns/endpointslices";

    /** The question of a review, which has no path of its own in a tunnel. */
    static final String REVIEW = "review of azure-arc";

    /** What every cluster is asked. */
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry(VERSION, "version"),
            Map.entry(DEPLOYMENTS, "deployments"),
            Map.entry(PODS, "pods"),
            Map.entry(EVENTS, "events"),
            Map.entry(SECRETS, "secrets"),
            Map.entry(HELM, "helm"),
            Map.entry(CONFIG, "config"),
            Map.entry(METADATA, "metadata"),
            Map.entry(NODES, "nodes"),
            Map.entry(IDENTITY_REQUESTS, "identity-requests"),
            Map.entry(CERTIFICATES, "arc-certificates"),
            Map.entry(EXTENSION_CONFIGS, "extension-configs"),
            Map.entry(BINDINGS, "cluster-role-bindings"),
            Map.entry(DNS_PODS, "dns-pods"),
            Map.entry(DNS_ENDPOINTS, "dns-endpoints"));

    /** What a cluster is asked that it concerns. */
    private static final Map<String, String> MORE_FILES = Map.of(
            SIGNING_KEYS, "signing-keys",
            FLUX, "flux-deployments",
            WORKLOAD_IDENTITY, "workload-identity-deployments",
            REVIEW, "rules-review");

    private static final Map<String, String> OPENSHIFT_FILES = Map.of(
            OPENSHIFT_VERSION, "openshift-version",
            PRIVILEGED, "openshift-privileged",
            OPENSHIFT_DNS_PODS, "dns-pods",
            OPENSHIFT_DNS_ENDPOINTS, "dns-endpoints");

    private final Map<String, Function<KubernetesRequest, Observation<String>>> answers = new LinkedHashMap<>();
    private final List<KubernetesRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger reviews = new AtomicInteger();
    private final List<Duration> timeouts = new CopyOnWriteArrayList<>();

    /** A cluster with a healthy and a crash-looping agent. */
    static RecordedCluster complete() {
        return of(FILES).with(MORE_FILES);
    }

    /** The same cluster without the certificate of kube-aad-proxy. */
    RecordedCluster withoutProxyCertificate() {
        return answer(SECRETS, recorded("secrets").replace("kube-aad-proxy-certificate", "something-else"));
    }

    /** An OpenShift cluster, by the label of its nodes. */
    static RecordedCluster openShift() {
        return complete()
                .with(OPENSHIFT_FILES)
                .answer(
                        NODES,
                        recorded("nodes")
                                .replace("\"labels\": {", "\"labels\": {\"node.openshift.io/os_id\": \"rhel\", "));
    }

    /** A cluster of which every read is unavailable in the same way. */
    static RecordedCluster failing(Reason reason, String detail) {
        RecordedCluster cluster = new RecordedCluster();
        FILES.keySet().forEach(path -> cluster.fail(path, reason, detail));
        return cluster;
    }

    private static RecordedCluster of(Map<String, String> files) {
        return new RecordedCluster().with(files);
    }

    private RecordedCluster with(Map<String, String> files) {
        files.forEach((path, file) -> answer(path, recorded(file)));
        return this;
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

    /** How often it was asked what the caller may do. */
    int reviews() {
        return reviews.get();
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
        return answer(request.path(), request, decoder);
    }

    @Override
    public <T> Observation<T> review(String namespace, BodyDecoder<T> decoder, Duration timeout) {
        reviews.incrementAndGet();
        return answer("review of " + namespace, KubernetesRequest.json("/"), decoder);
    }

    private <T> Observation<T> answer(String key, KubernetesRequest request, BodyDecoder<T> decoder) {
        var answer = answers.get(key);
        if (answer == null) {
            return key.endsWith("/log")
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
