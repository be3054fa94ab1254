package io.arcfleet.access;

import io.arcfleet.arm.CallReceipts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Clusters that are reached directly, each by a context of the operator's kubeconfig. */
public final class KubeconfigAccess implements ClusterAccess {

    private static final Duration PLUGIN_LIMIT = Duration.ofSeconds(30);
    private static final Set<String> PROXY_SCHEMES = Set.of("http", "socks5");

    private final Kubeconfig kubeconfig;
    private final Function<ClusterIdentity, Optional<String>> contextOf;
    private final CallReceipts receipts;
    private final Clock clock;
    private final SharedClients clients = new SharedClients();
    private final KubeconfigCredentials credentials;

    /**
     * Over one kubeconfig.
     *
     * @param contextOf name of the context by which a cluster is reached, or empty
     */
    public KubeconfigAccess(
            Kubeconfig kubeconfig,
            Function<ClusterIdentity, Optional<String>> contextOf,
            CallReceipts receipts,
            Clock clock) {
        this.kubeconfig = kubeconfig;
        this.contextOf = contextOf;
        this.receipts = receipts;
        this.clock = clock;
        this.credentials = new KubeconfigCredentials(clock);
    }

    @Override
    public Observation<ClusterTunnel> open(ClusterTarget target, Instant deadline) {
        Optional<String> context = contextOf.apply(target.identity());
        if (context.isEmpty()) {
            return Observation.unavailable(
                    Reason.NOT_ATTEMPTED, "no context of the kubeconfig is named like this cluster");
        }
        return openContext(context.get(), deadline);
    }

    /** Opens a tunnel to the API server of the context of this name. */
    public Observation<ClusterTunnel> openContext(String context, Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            return Observation.unavailable(Reason.TIMED_OUT, "no time was left to open the context " + context);
        }
        Optional<String> fault = kubeconfig.fault(context);
        if (fault.isPresent()) {
            // Not "not attempted", which is for what was switched off on purpose: this one was meant to be scanned.
            return Observation.unavailable(Reason.MALFORMED, fault.get());
        }
        Duration limit = left.compareTo(PLUGIN_LIMIT) < 0 ? left : PLUGIN_LIMIT;
        return kubeconfig
                .context(context)
                .map(known -> credentials.of(known, limit).flatMap(credential -> tunnel(known, credential)))
                .orElseGet(() -> Observation.unavailable(
                        Reason.NOT_FOUND, "the kubeconfig has no context of the name " + context));
    }

    @Override
    public void close() {
        clients.close();
    }

    private Observation<ClusterTunnel> tunnel(KubeconfigContext context, Credential credential) {
        YamlObject cluster = context.cluster();
        URI proxy = null;
        if (cluster.has("proxy-url")) {
            proxy = proxy(cluster.text("proxy-url"));
            if (proxy == null) {
                return unusable(context, "a proxy-url that is not http://host:port or socks5://host:port");
            }
        }
        try {
            TrustRoot root = new TrustRoot(
                    KubeconfigCredentials.dataOrFile(context, cluster, "certificate-authority"),
                    credential.certificate(),
                    cluster.isTrue("insecure-skip-tls-verify"),
                    cluster.text("tls-server-name"),
                    proxy);
            return Observation.of(new HttpClusterTunnel(
                    clients.clientFor(root), context.address(), credential.authorization(), receipts, null));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return unusable(context, "certificates that cannot be read");
        }
    }

    /** With a user name it is refused: this client could not send it. */
    private static @Nullable URI proxy(@Nullable String url) {
        try {
            URI proxy = URI.create(String.valueOf(url));
            boolean usable = PROXY_SCHEMES.contains(String.valueOf(proxy.getScheme()))
                    && proxy.getHost() != null
                    && proxy.getPort() > 0
                    && proxy.getUserInfo() == null;
            return usable ? proxy : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Observation<ClusterTunnel> unusable(KubeconfigContext context, String what) {
        return Observation.unavailable(Reason.MALFORMED, "the context " + context.name() + " has " + what);
    }
}
