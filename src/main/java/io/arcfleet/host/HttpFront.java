package io.arcfleet.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.microsoft.azure.functions.HttpMethod;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.arcfleet.host.FunctionIndex.HttpRoute;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves functions with an HTTP trigger on 127.0.0.1. Function keys are not checked here, so requests of web pages
 * from elsewhere, also those that rebind a host name to 127.0.0.1, are refused.
 */
final class HttpFront {

    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

    // host.json reference, http: maxConcurrentRequests and maxOutstandingRequests.
    private static final int MOST_RUNNING = 100;
    private static final int MOST_OUTSTANDING = 200;

    private static final Pattern LOCAL_HOST = Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?");

    private final List<HttpRoute> routes;
    private final Invoker invoker;
    private final HttpServer server;
    private final Duration longestWait;
    private final Semaphore running = new Semaphore(MOST_RUNNING, true);
    private final Semaphore outstanding = new Semaphore(MOST_OUTSTANDING);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());

    private HttpFront(List<HttpRoute> routes, Invoker invoker, HttpServer server, Duration longestWait) {
        this.routes = routes;
        this.invoker = invoker;
        this.server = server;
        this.longestWait = longestWait;
    }

    /**
     * Opens the port.
     *
     * @param port 0 for any
     * @param longestWait how long a request may wait for its turn
     * @throws HostException when the port cannot be opened
     */
    static HttpFront start(int port, List<HttpRoute> routes, Invoker invoker, Duration longestWait) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), MOST_OUTSTANDING);
            HttpFront front = new HttpFront(routes, invoker, server, longestWait);
            server.setExecutor(front.threads);
            server.createContext("/", front::handle);
            server.start();
            return front;
        } catch (IOException e) {
            throw new HostException(List.of("port " + port + " of 127.0.0.1 cannot be opened (" + e.getMessage()
                    + "): end the program that uses it, or give another"));
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Waits up to {@code grace} for answers that are on their way, then closes the port. */
    void close(Duration grace) throws InterruptedException {
        if (!outstanding.tryAcquire(MOST_OUTSTANDING, grace.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.atWarn().log("requests are cut off");
        }
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        boolean admitted = outstanding.tryAcquire();
        try (exchange) {
            send(exchange, admitted ? answer(exchange) : HttpAnswer.of(429));
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("a client went away");
        } finally {
            if (admitted) {
                outstanding.release();
            }
        }
    }

    private HttpAnswer answer(HttpExchange exchange) throws IOException {
        try {
            if (!running.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                return HttpAnswer.of(503);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HttpAnswer.of(503);
        }
        try {
            return isLocal(exchange) ? route(exchange) : HttpAnswer.of(403);
        } catch (RequestReader.TooLargeException e) {
            return HttpAnswer.of(413);
        } finally {
            running.release();
        }
    }

    private static boolean isLocal(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return host != null
                && LOCAL_HOST.matcher(host).matches()
                && (origin == null
                        || (origin.startsWith("http://")
                                && LOCAL_HOST.matcher(origin.substring(7)).matches()));
    }

    private HttpAnswer route(HttpExchange exchange) throws IOException {
        List<String> path;
        try {
            path = RequestReader.path(exchange);
        } catch (IllegalArgumentException e) {
            return HttpAnswer.of(400);
        }
        List<HttpMethod> allowed = new ArrayList<>();
        for (HttpRoute route : routes) {
            Optional<Map<String, String>> values = route.trigger().route().match(path);
            if (values.isPresent()) {
                Optional<HttpMethod> method = method(route, exchange.getRequestMethod());
                if (method.isPresent()) {
                    return invoke(exchange, route.function(), method.get(), values.get());
                }
                allowed.addAll(route.trigger().methods());
            }
        }
        return allowed.isEmpty() ? HttpAnswer.of(404) : notAllowed(allowed);
    }

    private static Optional<HttpMethod> method(HttpRoute route, String name) {
        return route.trigger().methods().stream()
                .filter(method -> method.name().equals(name))
                .findFirst();
    }

    private static HttpAnswer notAllowed(List<HttpMethod> allowed) {
        String names =
                allowed.stream().map(HttpMethod::name).distinct().sorted().collect(Collectors.joining(", "));
        return new HttpAnswer(405, Map.of("Allow", names), new byte[0]);
    }

    private HttpAnswer invoke(
            HttpExchange exchange, HostedFunction function, HttpMethod method, Map<String, String> values)
            throws IOException {
        RequestMessage request;
        try {
            request = RequestReader.read(exchange, method);
        } catch (IllegalArgumentException e) {
            return HttpAnswer.of(400);
        }
        try {
            Object result = invoker.invoke(function, request, values);
            if (result instanceof ResponseMessage response) {
                return HttpAnswer.of(response);
            }
            LOG.atError().addKeyValue("function", function.name()).log("the function gave no response that it built");
        } catch (InvocationException e) {
            return HttpAnswer.of(e.cutOff() ? 503 : 500);
        } catch (JsonProcessingException e) {
            LOG.atError()
                    .addKeyValue("function", function.name())
                    .setCause(e)
                    .log("the response cannot be written as JSON");
        }
        return HttpAnswer.of(500);
    }

    private static void send(HttpExchange exchange, HttpAnswer answer) throws IOException {
        try {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
        } catch (IllegalArgumentException e) {
            LOG.atError().setCause(e).log("a header of the response is not valid");
            exchange.getResponseHeaders().clear();
            exchange.sendResponseHeaders(500, -1);
            return;
        }
        byte[] body = answer.body();
        boolean bodiless = body.length == 0
                || exchange.getRequestMethod().equals("HEAD")
                || answer.status() == 204
                || answer.status() == 304;
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }
}
