package io.arcfleet.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arcfleet.access.Kubeconfig;
import io.arcfleet.access.KubeconfigAccess;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.snapshot.ClusterIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Contexts of a kubeconfig and the API servers behind them, which know no more than which cluster they belong to. */
final class DirectContexts implements AutoCloseable {

    private static final String CONFIG = "/api/v1/namespaces/azure-arc/configmaps/azure-clusterconfig";

    private final HttpServer server;
    private final Path folder;
    private final Map<String, String> servers = new LinkedHashMap<>();
    private final Map<String, ClusterIdentity> clusters = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final List<KubeconfigAccess> opened = new ArrayList<>();

    private DirectContexts(HttpServer server, Path folder) {
        this.server = server;
        this.folder = folder;
        server.createContext("/", this::answer);
        server.start();
    }

    static DirectContexts in(Path folder) throws IOException {
        return new DirectContexts(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), folder);
    }

    /** A context that leads to {@code cluster}. */
    DirectContexts leading(String context, ClusterIdentity cluster) {
        clusters.put(context, cluster);
        return withoutAgents(context);
    }

    /** A context that leads to an API server without agents. */
    DirectContexts withoutAgents(String context) {
        int number = servers.containsKey(context) ? names().indexOf(context) : servers.size();
        return at(context, "http://127.0.0.1:" + server.getAddress().getPort() + "/" + number);
    }

    /** A context with this server. */
    DirectContexts at(String context, String address) {
        servers.put(context, address);
        return this;
    }

    /** The contexts whose servers were asked who they are. */
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    List<String> names() {
        return List.copyOf(servers.keySet());
    }

    ContextDirectory directory(Clock accessClock) throws IOException {
        List<String> lines = new ArrayList<>(List.of("clusters:"));
        servers.forEach(
                (context, address) -> lines.add("- {name: '" + context + "', cluster: {server: '" + address + "'}}"));
        lines.add("contexts:");
        servers.keySet()
                .forEach(context -> lines.add("- {name: '" + context + "', context: {cluster: '" + context + "'}}"));
        Kubeconfig kubeconfig = Kubeconfig.load(Files.write(folder.resolve("kubeconfig"), lines));
        KubeconfigAccess access =
                new KubeconfigAccess(kubeconfig, cluster -> Optional.empty(), new CallReceipts(), accessClock);
        opened.add(access);
        return new ContextDirectory(
                kubeconfig,
                access,
                RememberedClusters.in(folder.resolve("report")),
                Duration.ofSeconds(10),
                Clock.systemUTC());
    }

    ContextDirectory directory() throws IOException {
        return directory(Clock.systemUTC());
    }

    @Override
    public void close() {
        opened.forEach(KubeconfigAccess::close);
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String context = names().get(Integer.parseInt(path.split("/", 3)[1]));
        asked.add(context);
        ClusterIdentity cluster = clusters.get(context);
        String config = cluster == null || !path.endsWith(CONFIG) ? null : config(cluster);
        byte[] body = (config == null ? "{}" : config).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(config == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String config(ClusterIdentity cluster) {
        return """
                {"kind":"ConfigMap","data":{"AZURE_SUBSCRIPTION_ID":"%s","AZURE_RESOURCE_GROUP":"%s",
                "AZURE_RESOURCE_NAME":"%s","AZURE_REGION":"westeurope"}}
                """.formatted(cluster.subscriptionId(), cluster.resourceGroup(), cluster.name());
    }
}
