package io.arcfleet.access;

import io.kubernetes.client.util.SSLUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients of an access, one for each trust root, over one connection pool. Building a client for every cluster
 * costs a multiple of the time, because each has its own TLS context and shares no connection.
 */
final class SharedClients implements AutoCloseable {

    /** A kubeconfig may have an authority for each cluster; contexts beyond these are built again. */
    private static final int CLIENTS_KEPT = 128;

    /** Above the connections that a scan has open at once to one proxy, so that none is thrown away between reads. */
    private static final int IDLE_CONNECTIONS = 512;

    private static final Duration IDLE_TIME = Duration.ofSeconds(30);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final OkHttpClient base;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TrustRoot, OkHttpClient> clients = new LinkedHashMap<>(16, 0.75f, true);

    /** Clients that go through the proxies of the platform, but not to this machine. */
    SharedClients() {
        this(ProxySelector.getDefault());
    }

    SharedClients(@Nullable ProxySelector platform) {
        base = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS))
                .dispatcher(new Dispatcher())
                .proxySelector(new DirectToLoopback(platform))
                .followRedirects(false)
                .followSslRedirects(false)
                // Every call has a timeout of its own; connecting ends earlier, so that a dead address is told soon.
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                // Connects on the calling thread: no platform thread for each new connection.
                .fastFallback(false)
                .build();
    }

    /**
     * The client of this trust root.
     *
     * @throws GeneralSecurityException or IOException when its certificates cannot be read
     */
    OkHttpClient clientFor(TrustRoot root) throws GeneralSecurityException, IOException {
        lock.lock();
        try {
            OkHttpClient known = clients.get(root);
            if (known != null) {
                return known;
            }
            OkHttpClient built = build(root);
            clients.put(root, built);
            if (clients.size() > CLIENTS_KEPT) {
                clients.remove(clients.keySet().iterator().next());
            }
            return built;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        base.dispatcher().cancelAll();
        base.connectionPool().evictAll();
        base.dispatcher().executorService().shutdown();
    }

    private OkHttpClient build(TrustRoot root) throws GeneralSecurityException, IOException {
        X509TrustManager trust = root.insecure() ? new AnyCertificate() : trustManager(root.authority());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(root.certificate()), new TrustManager[] {trust}, null);
        OkHttpClient.Builder builder = base.newBuilder().sslSocketFactory(context.getSocketFactory(), trust);
        String serverName = root.serverName();
        if (root.insecure()) {
            builder.hostnameVerifier((host, session) -> true);
        } else if (serverName != null) {
            HostnameVerifier strict = base.hostnameVerifier();
            builder.hostnameVerifier((host, session) -> strict.verify(serverName, session));
        }
        URI proxy = root.proxy();
        if (proxy != null) {
            Proxy.Type type = "http".equals(proxy.getScheme()) ? Proxy.Type.HTTP : Proxy.Type.SOCKS;
            builder.proxy(new Proxy(type, InetSocketAddress.createUnresolved(proxy.getHost(), proxy.getPort())));
        }
        return builder.build();
    }

    private static KeyManager @Nullable [] keyManagers(TrustRoot.@Nullable ClientCertificate certificate)
            throws GeneralSecurityException, IOException {
        if (certificate == null) {
            return null;
        }
        byte[] key = certificate.key().getBytes(StandardCharsets.UTF_8);
        byte[] chain = certificate.certificate().getBytes(StandardCharsets.UTF_8);
        return SSLUtils.keyManagers(chain, key, SSLUtils.recognizePrivateKeyAlgo(key), "", null, null);
    }

    private static X509TrustManager trustManager(@Nullable String authority)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authority == null ? null : trustStore(authority));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("the platform has no X.509 trust manager");
    }

    private static KeyStore trustStore(String authority) throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(authority.getBytes(StandardCharsets.UTF_8)));
        if (certificates.isEmpty()) {
            throw new CertificateException("no PEM certificate in it");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        return store;
    }
}
