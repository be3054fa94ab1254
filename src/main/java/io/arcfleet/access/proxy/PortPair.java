package io.arcfleet.access.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The ports of a proxy on loopback.
 *
 * @param http where clusters are registered
 * @param https where API servers answer
 */
record PortPair(int http, int https) {

    private static final int CONNECT_MILLIS = 250;
    private static final byte[] QUESTION =
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Chooses ports. */
    @FunctionalInterface
    interface Source {
        PortPair next() throws IOException;
    }

    /** Two ports that are free now; another program may take them before the proxy does. */
    static PortPair free() throws IOException {
        try (ServerSocket first = new ServerSocket(0, 1, loopback());
                ServerSocket second = new ServerSocket(0, 1, loopback())) {
            return new PortPair(first.getLocalPort(), second.getLocalPort());
        }
    }

    URI control() {
        return URI.create("http://127.0.0.1:" + http);
    }

    URI api() {
        return URI.create("https://127.0.0.1:" + https);
    }

    /** Whether somebody listens on both. */
    boolean accept() {
        return accepts(http) && accepts(https);
    }

    /**
     * Whether somebody says anything on the control port, be it that there is no such page, within {@code time} for the
     * connection and as much for the answer.
     */
    boolean answers(Duration time) {
        int millis = Math.toIntExact(time.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), http), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(QUESTION);
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Numeric, as the addresses that are given away: a host may have both families. */
    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
