package io.arcfleet.simulation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTPS server on an ephemeral port of 127.0.0.1 that answers with a service. */
final class LoopbackServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);
    private static final int BACKLOG = 4096;

    private final HttpsServer server;
    private final Pauses pauses;
    private final RequestLog log;
    private final Service service;

    private LoopbackServer(HttpsServer server, Pauses pauses, RequestLog log, Service service) {
        this.server = server;
        this.pauses = pauses;
        this.log = log;
        this.service = service;
    }

    /** Answers calls, from many threads at once. */
    interface Service {

        /** Which service a call is for. */
        SimulatedService of(Call call);

        Reply answer(Call call) throws IOException;
    }

    /** Starts a server; its port is open when this returns. */
    static LoopbackServer start(SSLContext tls, Executor executor, Pauses pauses, RequestLog log, Service service) {
        tune();
        try {
            HttpsServer server = HttpsServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            server.setExecutor(executor);
            LoopbackServer loopback = new LoopbackServer(server, pauses, log, service);
            server.createContext("/", loopback::handle);
            server.start();
            return loopback;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a port of 127.0.0.1", e);
        }
    }

    /** Base address, without a slash at its end. */
    URI address() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /**
     * The JDK's server reads these properties once, when its class is loaded. It keeps 200 idle connections by default
     * and closes the others after each answer: a scanner with more in flight would pay a TLS handshake a request. It
     * closes idle connections after 30 seconds, when clients may still use them. Without nodelay, the last segment of an
     * answer waits for a delayed acknowledgement.
     */
    private static void tune() {
        setUnlessSet("sun.net.httpserver.maxIdleConnections", "20000");
        setUnlessSet("sun.net.httpserver.idleInterval", "300");
        setUnlessSet("sun.net.httpserver.nodelay", "true");
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        Call call = new Call(exchange);
        SimulatedService name = service.of(call);
        log.count(name);
        try (exchange) {
            pauses.latency();
            Reply reply = answer(call);
            log.keep(name, call, reply.status());
            send(exchange, reply);
        } catch (Pauses.ClosedException e) {
            // The wait has no answer, or the simulation ends during it: the peer sees a closed connection.
            log.keep(name, call, 0);
        }
    }

    /** A mistake in the simulation must not look like a broken network. */
    private Reply answer(Call call) throws IOException {
        try {
            return service.answer(call);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("path", call.path()).setCause(e).log("the simulation could not answer");
            return Reply.text(500, "the simulation could not answer: " + e);
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body();
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
