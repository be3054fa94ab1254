package io.arcfleet.arm;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.core.util.ConfigurationSource;
import io.arcfleet.config.Cloud;
import io.arcfleet.config.Loopback;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes the HTTP client of a cloud: the JDK's, with the platform's trust and the cloud's own certificates. */
public final class CloudTransport {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private CloudTransport() {}

    /** A new client: no authentication, no retries. */
    public static HttpClient of(Cloud cloud) {
        java.net.http.HttpClient.Builder client = java.net.http.HttpClient.newBuilder();
        if (cloud.caCertificates() != null) {
            client.sslContext(trusting(cloud.caCertificates()));
        }
        JdkHttpClientBuilder builder = new JdkHttpClientBuilder(client).connectionTimeout(CONNECT_TIMEOUT);
        if (Loopback.isHost(String.valueOf(cloud.resourceManager().getHost()))) {
            // A proxy of the environment cannot reach this machine's own ports.
            ConfigurationSource nothing = prefix -> Map.of();
            builder.configuration(new ConfigurationBuilder(nothing, nothing, nothing).build());
        }
        return builder.build();
    }

    private static SSLContext trusting(String pem) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            List<Certificate> certificates = new ArrayList<>(List.of(platformCertificates()));
            certificates.addAll(certificates(pem));
            for (int i = 0; i < certificates.size(); i++) {
                trusted.setCertificateEntry("trusted-" + i, certificates.get(i));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers(trusted), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the cloud's certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static Collection<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    private static X509Certificate[] platformCertificates() throws GeneralSecurityException {
        for (TrustManager manager : trustManagers(null)) {
            if (manager instanceof X509TrustManager x509) {
                return x509.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static TrustManager[] trustManagers(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
