package io.arcfleet.access;

import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import io.kubernetes.client.util.authenticators.Authenticator;
import io.kubernetes.client.util.authenticators.GCPAuthenticator;
import io.kubernetes.client.util.authenticators.OpenIDConnectAuthenticator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of the users of the operator's kubeconfig. The answer of a plugin is kept until it expires: one login
 * often serves hundreds of contexts.
 */
final class KubeconfigCredentials {

    private static final Duration RENEWED_BEFORE = Duration.ofMinutes(1);

    private final Clock clock;
    private final ConcurrentMap<String, Slot> plugins = new ConcurrentHashMap<>();

    KubeconfigCredentials(Clock clock) {
        this.clock = clock;
    }

    /** The credential of this context's user; may run a plugin for {@code timeout} at most. */
    Observation<Credential> of(KubeconfigContext context, Duration timeout) {
        YamlObject user = context.user();
        try {
            TrustRoot.ClientCertificate certificate = certificate(context);
            Observation<Credential> credential = authorization(context, timeout);
            return certificate == null
                    ? credential
                    : credential.map(found -> new Credential(found.authorization(), certificate, found.expires()));
        } catch (IOException | IllegalArgumentException e) {
            return failed(context, "a credential that cannot be read: " + String.join(", ", user.keys()));
        }
    }

    /** Content of {@code <key>-data}, else of the file that {@code key} names, relative to the kubeconfig; else null. */
    static @Nullable String dataOrFile(KubeconfigContext context, YamlObject object, String key) throws IOException {
        String data = object.text(key + "-data");
        if (data != null) {
            return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
        }
        String file = object.text(key);
        return file == null ? null : Files.readString(context.folder().resolve(file));
    }

    private static TrustRoot.@Nullable ClientCertificate certificate(KubeconfigContext context) throws IOException {
        String certificate = dataOrFile(context, context.user(), "client-certificate");
        String key = dataOrFile(context, context.user(), "client-key");
        return certificate == null || key == null ? null : new TrustRoot.ClientCertificate(certificate, key);
    }

    /** In the order of kubectl: token file before token, then basic, plugin, provider. */
    private Observation<Credential> authorization(KubeconfigContext context, Duration timeout) throws IOException {
        YamlObject user = context.user();
        String tokenFile = user.text("tokenFile");
        String token = tokenFile == null
                ? user.text("token")
                : Files.readString(context.folder().resolve(tokenFile)).strip();
        if (token != null) {
            return bearer(context, token);
        }
        if (user.has("username")) {
            String pair = user.text("username") + ":" + (user.has("password") ? user.text("password") : "");
            String header = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            return Observation.of(new Credential(header, null, null));
        }
        if (user.has("exec")) {
            return plugin(context, timeout);
        }
        if (user.has("auth-provider")) {
            return provider(context, user.object("auth-provider"));
        }
        return Observation.of(new Credential(null, null, null));
    }

    private static Observation<Credential> bearer(KubeconfigContext context, String token) {
        return BearerToken.isUsable(token)
                ? Observation.of(Credential.bearer(token, null))
                : failed(context, "a token that cannot be sent");
    }

    private Observation<Credential> plugin(KubeconfigContext context, Duration timeout) {
        YamlObject exec = context.user().object("exec");
        // A plugin that is told the cluster may answer differently for each.
        String key = context.userName() + (exec.isTrue("provideClusterInfo") ? "\n" + context.server() : "");
        Slot slot = plugins.computeIfAbsent(key, name -> new Slot());
        long asked = System.nanoTime();
        long end = asked + timeout.toNanos();
        try {
            if (!slot.lock.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return Observation.unavailable(
                        Reason.TIMED_OUT, "the credential plugin of the context " + context.name() + " is still busy");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Observation.unavailable(Reason.NOT_ATTEMPTED, "the wait for a credential was given up");
        }
        try {
            Credential kept = slot.kept;
            if (kept != null && isFresh(kept)) {
                return Observation.of(kept);
            }
            Unavailable<Credential> failure = slot.failure;
            if (failure != null && slot.failedAt - asked > 0) {
                // It failed while we waited for it; hundreds of contexts would wait for hundreds of failures otherwise.
                return failure;
            }
            Observation<Credential> answer =
                    new ExecPlugin(exec, context).run(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            switch (answer) {
                case Observed<Credential>(Credential fresh) -> slot.kept = fresh;
                case Unavailable<Credential> failed -> {
                    slot.failure = failed;
                    slot.failedAt = System.nanoTime();
                }
            }
            return answer;
        } finally {
            slot.lock.unlock();
        }
    }

    private boolean isFresh(Credential credential) {
        return credential.expires() == null
                || clock.instant().isBefore(credential.expires().minus(RENEWED_BEFORE));
    }

    /**
     * Takes the token that the file holds. It is not refreshed: with rotating refresh tokens that would end the
     * operator's own session, because the new one is not written back.
     */
    private static Observation<Credential> provider(KubeconfigContext context, YamlObject provider) {
        Authenticator authenticator = switch (String.valueOf(provider.text("name"))) {
            case "oidc" -> new OpenIDConnectAuthenticator();
            case "gcp" -> new GCPAuthenticator();
            default -> null;
        };
        if (authenticator == null) {
            return failed(context, "an auth-provider that is not known: " + provider.text("name"));
        }
        Map<String, Object> config = new HashMap<>();
        YamlObject values = provider.object("config");
        for (String key : values.keys()) {
            String value = values.text(key);
            if (value != null) {
                config.put(key, value);
            }
        }
        String token;
        try {
            if (authenticator.isExpired(config)) {
                return failed(context, "an auth-provider whose token has expired: renew it with kubectl");
            }
            token = authenticator.getToken(config);
        } catch (RuntimeException e) {
            // The official client throws what its parsers throw; their messages may quote the token.
            return failed(context, "an auth-provider whose token cannot be read");
        }
        return token == null ? failed(context, "an auth-provider without a token") : bearer(context, token);
    }

    private static Unavailable<Credential> failed(KubeconfigContext context, String what) {
        return new Unavailable<>(Reason.MALFORMED, "the user of the context " + context.name() + " has " + what);
    }

    /**
     * The kept answer of one plugin, and its last failure with the reading of the monotonic clock; guarded by its lock, so
     * that one login at a time asks the operator.
     */
    private static final class Slot {
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Credential kept;
        private @Nullable Unavailable<Credential> failure;
        private long failedAt;
    }
}
