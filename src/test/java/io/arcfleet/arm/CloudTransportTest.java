package io.arcfleet.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.resourcemanager.resourcegraph.models.QueryRequest;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.arcfleet.arm.ArmException.Kind;
import io.arcfleet.config.Cloud;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The whole way over TLS on loopback, with a certificate that only the cloud's own trust knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CloudTransportTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Served served = Served.start();

    @BeforeAll
    void start() {
        served.server.start();
    }

    @AfterAll
    void stop() {
        served.server.stop(0);
    }

    @Test
    void reachesAServerThatTheCloudsCertificatesTrust() {
        AzureConnection connection = connection(served.pem);

        assertThat(connection.client().get("/plain?x=1", LONG).path("path").asText())
                .isEqualTo("/plain");
        assertThat(connection.<Long>call(
                        "POST /graph",
                        LONG,
                        context -> connection
                                .resourceGraph()
                                .resourceProviders()
                                .resourcesWithResponse(new QueryRequest().withQuery("resources"), context)
                                .getValue()
                                .totalRecords()))
                .isEqualTo(1);
    }

    @Test
    void doesNotTrustItOtherwise() {
        ArmException failure = catchThrowableOfType(
                ArmException.class, () -> connection(null).client().get("/plain", LONG));

        assertThat(Objects.requireNonNull(failure).kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("SSL");
    }

    @Test
    void theClientForOthersHasTheSameTrust() {
        try (var response = connection(served.pem)
                .httpClient()
                .sendSync(
                        new com.azure.core.http.HttpRequest(
                                com.azure.core.http.HttpMethod.GET, served.root() + "/plain"),
                        com.azure.core.util.Context.NONE)) {
            assertThat(response.getStatusCode()).isEqualTo(200);
        }
    }

    @Test
    void damagedCertificatesAreSaid() {
        AzureConnection connection = connection("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertThatThrownBy(connection::httpClient)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("certificates cannot be used");
    }

    private AzureConnection connection(@org.jspecify.annotations.Nullable String pem) {
        Cloud cloud = new Cloud(
                "test",
                URI.create(served.root() + "/"),
                "https://audience",
                URI.create("https://login"),
                "x",
                "y",
                pem,
                "TOKEN");
        return new AzureConnection(cloud, Credentials.forCloud(cloud, Map.of("TOKEN", "t")), new CallReceipts());
    }

    private record Served(HttpsServer server, String pem) {

        String root() {
            return "https://127.0.0.1:" + server.getAddress().getPort();
        }

        static Served start() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(256);
                KeyPair keys = generator.generateKeyPair();
                X509Certificate certificate = certificate(keys);
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("server", keys.getPrivate(), new char[0], new Certificate[] {certificate});
                KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                managers.init(store, new char[0]);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(managers.getKeyManagers(), null, null);
                HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.setHttpsConfigurator(new HttpsConfigurator(context));
                server.createContext("/", exchange -> {
                    boolean authorized = List.of("Bearer t")
                                    .equals(exchange.getRequestHeaders().get("Authorization"))
                            || exchange.getRequestMethod().equals("GET");
                    byte[] body = ("{\"path\":\"" + exchange.getRequestURI().getPath()
                                    + "\",\"totalRecords\":1,\"count\":1,\"resultTruncated\":\"false\",\"data\":[]}")
                            .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(authorized ? 200 : 401, body.length);
                    try (var stream = exchange.getResponseBody()) {
                        stream.write(body);
                    }
                });
                return new Served(server, pem(certificate));
            } catch (Exception e) {
                throw new AssertionError("the test's server does not start", e);
            }
        }

        private static X509Certificate certificate(KeyPair keys) throws Exception {
            X500Name name = new X500Name("CN=loopback");
            Instant now = Instant.parse("2026-01-01T00:00:00Z");
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    Date.from(now.minus(Duration.ofDays(3_000))),
                    Date.from(now.plus(Duration.ofDays(30_000))),
                    name,
                    keys.getPublic());
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        }

        private static String pem(X509Certificate certificate) throws IOException {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
                writer.writeObject(certificate);
            }
            return text.toString();
        }
    }
}
