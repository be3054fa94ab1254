package io.arcfleet.access.login;

import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.Context;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.arcfleet.access.BearerToken;
import io.arcfleet.access.ClusterPattern;
import io.arcfleet.access.ClusterTokens;
import io.arcfleet.access.login.SharedAnswers.Lasting;
import io.arcfleet.arm.ArmException;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.config.AccessSettings.KeyVault;
import io.arcfleet.config.Memo;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Service-account tokens in an Azure Key Vault, one secret for each cluster. The secret is the one that a tag of the
 * connected cluster names, else the one of the pattern, which has a hash of the resource ID, so that no two clusters
 * have one secret. Who may write that tag chooses the secret that the cluster is shown: the vault is for these tokens
 * alone. A token is asked for again after ten minutes, or five minutes before its end.
 *
 * <p>The client takes the audience of its token from the vault's own challenge and refuses one that is not of the vault's
 * domain, so a sovereign cloud needs no setting. What is tried is the documented contract, against a server on loopback; the
 * service itself is not.
 */
public final class KeyVaultTokens implements ClusterTokens {

    private static final String SERVICE = "key vault";
    private static final Duration HOLDS = Duration.ofMinutes(10);
    private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);
    /** "Key Vault object identifiers": letters, digits and hyphens, 1 to 127. */
    private static final String NAME = "[0-9A-Za-z-]{1,127}";

    private final KeyVault settings;
    private final AzureConnection azure;
    private final Clock clock;
    private final String vault;
    private final Supplier<SecretClient> client;
    private final SharedAnswers<String, String> answers;

    /** Read with the identity of the connection; nothing is loaded or asked before the first cluster. */
    public KeyVaultTokens(KeyVault settings, AzureConnection azure, Clock clock) {
        this(settings, azure, () -> azure.retrying(settings.vault(), SERVICE), clock);
    }

    KeyVaultTokens(KeyVault settings, AzureConnection azure, Supplier<HttpClient> transport, Clock clock) {
        this.settings = settings;
        this.azure = azure;
        this.clock = clock;
        this.vault = settings.vault().getHost();
        this.answers = new SharedAnswers<>(clock);
        this.client = new Memo<>(() -> new SecretClientBuilder()
                .vaultUrl(settings.vault().toString())
                .credential(azure.credential())
                .httpClient(transport.get())
                // The transport tries again, within the deadline.
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ZERO)))
                .buildClient());
    }

    @Override
    public Observation<String> tokenFor(ClusterTarget cluster, Instant deadline) {
        return secretOf(cluster).flatMap(name -> answers.get(name, deadline, () -> read(name, deadline)));
    }

    private Observation<String> secretOf(ClusterTarget cluster) {
        Optional<String> tagged = settings.tag()
                .flatMap(tag -> cluster.azure()
                        .resource()
                        .seen()
                        .flatMap(resource -> Optional.ofNullable(resource.tags().get(tag)))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty()));
        if (tagged.isPresent()) {
            return tagged.get().matches(NAME)
                    ? Observation.of(tagged.get())
                    : missing("the tag " + settings.tag().orElse("")
                            + " of the cluster does not hold the name of a secret");
        }
        Optional<String> name = ClusterPattern.fill(settings.secret(), cluster.identity(), KeyVaultTokens::nameable);
        if (name.isEmpty()) {
            return missing(
                    "the name " + settings.secret() + " of the secret needs a part that is not known of this cluster");
        }
        return name.get().matches(NAME)
                ? Observation.of(name.get())
                : missing("the name of the cluster's secret would be '" + name.get()
                        + "', and a name has 1 to 127 characters; shorten the pattern, or name the secret in a tag");
    }

    private Observation<Lasting<String>> read(String name, Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        String call = "the read of the secret " + name + " in " + vault;
        if (!left.isPositive()) {
            return Observation.unavailable(Reason.TIMED_OUT, "no time was left for " + call);
        }
        try {
            return judged(name, azure.call(call, left, context -> value(name, context)));
        } catch (ArmException e) {
            return e.kind() == ArmException.Kind.NOT_FOUND
                    ? missing("there is no secret " + name + " in " + vault)
                    : CallFailure.describe(e, AccessFault.TOKEN_STORE_REFUSED);
        }
    }

    private String value(String name, Context context) {
        String value = client.get()
                .getSecretWithResponse(name, null, context)
                .getValue()
                .getValue();
        return value == null ? "" : value.strip();
    }

    private Observation<Lasting<String>> judged(String name, String token) {
        if (!BearerToken.isUsable(token)) {
            return missing("the secret " + name + " in " + vault + " does not hold one token and nothing else");
        }
        Instant now = clock.instant();
        Instant held = now.plus(HOLDS);
        Optional<Instant> end = JwtLifetime.end(token);
        if (end.isPresent() && !now.isBefore(end.get())) {
            return Observation.unavailable(
                    AccessFault.TOKEN_EXPIRED,
                    "the token in the secret " + name + " in " + vault + " is out of date since " + end.get());
        }
        return Observation.of(new Lasting<>(
                token,
                end.map(until -> until.minus(RENEWED_BEFORE))
                        .filter(until -> until.isBefore(held))
                        .orElse(held)));
    }

    private static String nameable(String part) {
        return part.replaceAll("[^0-9A-Za-z-]", "-");
    }

    private static <T> Observation<T> missing(String detail) {
        return Observation.unavailable(AccessFault.TOKEN_MISSING, detail);
    }
}
