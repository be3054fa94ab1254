package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Stands between an app and a storage account and spoils the calls that it is told to. The account key signs the path and
 * not the host, so calls are passed on as they are.
 */
final class FaultProxy implements AutoCloseable {

    private static final Pattern ENDPOINT = Pattern.compile("(?<=Endpoint=http://127\\.0\\.0\\.1:)\\d+");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Set by the clients and servers on both sides themselves. */
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final String connectionString;

    private FaultProxy(String account) {
        this.connectionString = ENDPOINT.matcher(account).replaceAll(this::opened);
    }

    /** In front of the account of a connection string. */
    static FaultProxy of(String connectionString) {
        return new FaultProxy(connectionString);
    }

    /** The account by way of this proxy. */
    String connectionString() {
        return connectionString;
    }

    /** What becomes of a call. */
    sealed interface Fault {

        /** It is answered with this status, and goes nowhere. */
        record Refused(int status) implements Fault {}

        /** The connection ends without an answer; the call goes nowhere. */
        record Cut() implements Fault {}

        /** It is done, and then the connection ends without an answer. */
        record AnswerLost() implements Fault {}

        /** It is done twice. */
        record Doubled() implements Fault {}

        /** It waits. */
        record Held(Gate gate) implements Fault {}
    }

    /** Where calls wait. */
    static final class Gate {

        private final Semaphore arrived = new Semaphore(0);
        private final CompletableFuture<Boolean> passes = new CompletableFuture<>();

        private Gate() {}

        /** Waits until so many more calls wait here. */
        void awaitCalls(int number) throws InterruptedException {
            assertThat(arrived.tryAcquire(number, PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%d calls that wait in front of the storage", number)
                    .isTrue();
        }

        /** Lets the calls pass, those that come later too. */
        void open() {
            passes.complete(true);
        }

        /** Cuts the calls off. */
        void drop() {
            passes.complete(false);
        }
    }

    /** Spoils the next {@code times} calls of this method whose path contains {@code path}. */
    Rule spoil(Fault fault, int times, String method, String path) {
        return spoil(
                fault,
                times,
                exchange -> exchange.getRequestMethod().equals(method)
                        && exchange.getRequestURI().getPath().contains(path));
    }

    /** Spoils the next {@code times} calls of any kind that come when {@code when} is true. */
    Rule spoilAll(Fault fault, int times, BooleanSupplier when) {
        return spoil(fault, times, exchange -> when.getAsBoolean());
    }

    /** Holds the next {@code times} such calls. */
    Gate hold(int times, String method, String path) {
        Gate gate = new Gate();
        spoil(new Fault.Held(gate), times, method, path);
        return gate;
    }

    /** Cuts off the calls that wait, and spoils nothing any more. */
    void heal() {
        for (Rule rule : rules) {
            if (rule.fault() instanceof Fault.Held(Gate gate)) {
                gate.drop();
            }
        }
        rules.clear();
    }

    private Rule spoil(Fault fault, int times, Predicate<HttpExchange> matches) {
        Rule rule = new Rule(fault, matches, new AtomicInteger(times), new AtomicInteger());
        rules.add(rule);
        return rule;
    }

    /** A fault for some calls. */
    record Rule(Fault fault, Predicate<HttpExchange> matches, AtomicInteger left, AtomicInteger spoiltSoFar) {

        /** How many calls it has spoilt. */
        int spoilt() {
            return spoiltSoFar.get();
        }

        private boolean takes(HttpExchange exchange) {
            boolean taken = matches.test(exchange) && left.getAndUpdate(number -> Math.max(0, number - 1)) > 0;
            if (taken) {
                spoiltSoFar.incrementAndGet();
            }
            return taken;
        }
    }

    private String opened(MatchResult port) {
        try {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
            server.setExecutor(threads);
            URI target = URI.create("http://127.0.0.1:" + port.group());
            server.createContext("/", exchange -> handle(exchange, target));
            server.start();
            servers.add(server);
            return Integer.toString(server.getAddress().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a port of 127.0.0.1", e);
        }
    }

    /** An exchange that is closed without an answer cuts its connection. */
    private void handle(HttpExchange exchange, URI target) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Optional<Fault> fault =
                rules.stream().filter(rule -> rule.takes(exchange)).findFirst().map(Rule::fault);
        try (exchange) {
            if (fault.isEmpty()) {
                answer(exchange, forward(exchange, body, target));
                return;
            }
            switch (fault.get()) {
                case Fault.Refused(int status) -> exchange.sendResponseHeaders(status, -1);
                case Fault.Cut() -> {}
                case Fault.AnswerLost() -> forward(exchange, body, target);
                case Fault.Doubled() -> {
                    forward(exchange, body, target);
                    answer(exchange, forward(exchange, body, target));
                }
                case Fault.Held(Gate gate) -> {
                    gate.arrived.release();
                    if (gate.passes.join()) {
                        answer(exchange, forward(exchange, body, target));
                    }
                }
            }
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body, URI target) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(target + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        heal();
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
        http.close();
    }
}
