package io.arcfleet.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.arcfleet.access.TestAuthority;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The program: {@code -c config.yml}, as Microsoft's proxy has it. It runs until it is ended. */
final class StandInProxy {

    private static final int BACKLOG = 4096;

    private final StandInSettings settings;
    private final Misbehaviour misbehaviour;
    private final StandInIdentity identity;
    private final StandInClusters clusters;
    private final AtomicInteger requests = new AtomicInteger();

    private StandInProxy(
            StandInSettings settings, Misbehaviour misbehaviour, AskedFile asked, URI api, String authority) {
        this.settings = settings;
        this.misbehaviour = misbehaviour;
        this.identity = new StandInIdentity(asked, misbehaviour == Misbehaviour.KEY_EXPIRES);
        this.clusters = new StandInClusters(settings, identity, asked, api, authority);
    }

    /**
     * Runs it.
     *
     * @param arguments its settings, the file for what it is asked, {@code -c} and the configuration
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        StandInSettings settings = StandIn.JSON.readValue(Path.of(arguments[0]).toFile(), StandInSettings.class);
        AskedFile asked = new AskedFile(Path.of(arguments[1]));
        Path config = Path.of(arguments[3]);
        Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(config));
        JsonNode server = StandIn.JSON.valueToTree(loaded).path("server");
        int http = server.path("httpPort").asInt();
        int https = server.path("httpsPort").asInt();
        Misbehaviour misbehaviour = asked.starts() < settings.starts() ? settings.misbehaviour() : Misbehaviour.NONE;
        asked.add(AskedFile.line("start")
                .put("pid", ProcessHandle.current().pid())
                .put("http", http)
                .put("https", https)
                .put("config", config.toString())
                .put("home", System.getenv("HOME")));
        System.out.println("starting with token=" + StandIn.SECRET);
        switch (misbehaviour) {
            case PORT_TAKEN -> end(1, "listen tcp 127.0.0.1:" + http + ": bind: address already in use");
            case EXITS_AT_ONCE -> end(3, "fatal: no route to the relay with Bearer " + StandIn.SECRET);
            case SLOW_START -> TimeUnit.MILLISECONDS.sleep(settings.amount());
            case NONE, DIES, KEY_EXPIRES, GARBAGE, HANGS -> {}
        }
        TestAuthority authority = new TestAuthority("stand-in proxy");
        URI api = URI.create("https://127.0.0.1:" + https);
        StandInProxy proxy = new StandInProxy(settings, misbehaviour, asked, api, authority.pem());
        try {
            proxy.listen(HttpServer.create(loopback(http), BACKLOG), proxy.clusters::register);
            HttpsServer tls = HttpsServer.create(loopback(https), BACKLOG);
            tls.setHttpsConfigurator(new HttpsConfigurator(authority.serverFor(TestAuthority.loopback())));
            proxy.listen(tls, proxy::answer);
        } catch (BindException e) {
            end(1, "listen tcp: bind: " + e.getMessage());
        }
    }

    private void listen(HttpServer server, HttpHandler handler) {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                misbehaveOr(handler, exchange);
            }
        });
        server.start();
    }

    private void misbehaveOr(HttpHandler handler, HttpExchange exchange) throws IOException {
        switch (misbehaviour) {
            case GARBAGE -> Answers.send(exchange, 200, "<html>welcome</html>");
            case HANGS -> hang();
            case NONE, SLOW_START, PORT_TAKEN, EXITS_AT_ONCE, DIES, KEY_EXPIRES -> handler.handle(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().startsWith("/identity/")) {
            identity.answer(exchange);
            return;
        }
        if (misbehaviour == Misbehaviour.DIES && requests.incrementAndGet() > settings.amount()) {
            end(2, "panic: runtime error: invalid memory address, token=" + StandIn.SECRET);
        }
        clusters.forward(exchange);
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(int status, String words) {
        System.err.println(words);
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
