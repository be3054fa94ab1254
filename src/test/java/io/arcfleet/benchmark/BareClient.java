package io.arcfleet.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The yardstick: sends the requests that the simulation recorded, with the JDK's HTTP client, and throws the answers
 * away. Arguments: file of recorded requests (a line each, separated by tabs: method, URL, Authorization, Accept,
 * Content-Type, body in Base64), file with the trusted certificate, requests in flight.
 */
public final class BareClient {

    private static final Pattern TAB = Pattern.compile("\t");

    private BareClient() {}

    /** Replays the requests and prints their number and the number that were not answered with 2xx. */
    public static void main(String[] arguments) throws Exception {
        Path requests = Path.of(arguments[0]);
        Semaphore inFlight = new Semaphore(Integer.parseInt(arguments[2]));
        LongAdder sent = new LongAdder();
        LongAdder refused = new LongAdder();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust(Path.of(arguments[1])))
                .build();
        try (client;
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                BufferedReader lines = Files.newBufferedReader(requests)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                HttpRequest request = request(line);
                inFlight.acquire();
                threads.execute(() -> {
                    try {
                        sent.increment();
                        int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode();
                        if (status / 100 != 2) {
                            refused.increment();
                        }
                    } catch (IOException e) {
                        refused.increment();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        inFlight.release();
                    }
                });
            }
        }
        System.out.println(sent.sum() + " requests, " + refused.sum() + " without success");
    }

    private static HttpRequest request(String line) {
        String[] fields = TAB.split(line, -1);
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(fields[1]))
                .timeout(Duration.ofSeconds(30))
                .method(
                        fields[0],
                        fields[5].isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(
                                        Base64.getDecoder().decode(fields[5])));
        header(builder, "Authorization", fields[2]);
        header(builder, "Accept", fields[3]);
        header(builder, "Content-Type", fields[4]);
        return builder.build();
    }

    private static void header(HttpRequest.Builder builder, String name, String value) {
        if (!value.isEmpty()) {
            builder.header(name, value);
        }
    }

    private static SSLContext trust(Path certificate) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
