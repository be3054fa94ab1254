package io.arcfleet.arm;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.AzureDeveloperCliCredentialBuilder;
import com.azure.identity.ChainedTokenCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import io.arcfleet.config.Cloud;
import io.arcfleet.config.Memo;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The identity that a cloud is read with. */
public final class Credentials {

    private static final OffsetDateTime NEVER = OffsetDateTime.of(9000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private Credentials() {}

    /**
     * The static token of the variable that {@code cloud} names, if it names one; else the identity that Azure's default
     * credential finds: environment, workload identity, managed identity, developer tools.
     *
     * @param environment environment variables
     * @throws IllegalArgumentException when the named variable is missing or blank
     */
    public static TokenCredential forCloud(Cloud cloud, Map<String, String> environment) {
        String variable = cloud.tokenVariable();
        if (variable == null) {
            return new LazyCredential(() -> defaultCredential(cloud));
        }
        String token = environment.getOrDefault(variable, "").strip();
        if (token.isEmpty()) {
            throw new IllegalArgumentException("environment variable " + variable + " is missing or blank: cloud "
                    + cloud.name() + " expects its token there");
        }
        return request -> Mono.just(new AccessToken(token, NEVER));
    }

    /**
     * The identity of the function app: the static token of the variable that {@code cloud} names, if it names one; in Azure
     * the managed identity of the app; on a laptop the developer's sign-in. Never a client secret from the environment.
     *
     * @param clientId client id of a user-assigned identity; empty: the system-assigned one
     * @throws IllegalArgumentException when the named variable is missing or blank
     */
    public static TokenCredential forApp(Cloud cloud, Map<String, String> environment, Optional<String> clientId) {
        if (cloud.tokenVariable() != null) {
            return forCloud(cloud, environment);
        }
        // The platform sets it where a managed identity can be had.
        boolean inAzure = environment.containsKey("IDENTITY_ENDPOINT");
        return new LazyCredential(() -> inAzure ? managedIdentity(cloud, clientId) : developer());
    }

    private static TokenCredential managedIdentity(Cloud cloud, Optional<String> clientId) {
        ManagedIdentityCredentialBuilder builder =
                new ManagedIdentityCredentialBuilder().httpClient(CloudTransport.of(cloud));
        clientId.ifPresent(builder::clientId);
        return builder.build();
    }

    private static TokenCredential developer() {
        return new ChainedTokenCredentialBuilder()
                .addLast(new AzureCliCredentialBuilder().build())
                .addLast(new AzureDeveloperCliCredentialBuilder().build())
                .build();
    }

    private static TokenCredential defaultCredential(Cloud cloud) {
        DefaultAzureCredentialBuilder builder = new DefaultAzureCredentialBuilder()
                .authorityHost(cloud.authority().toString())
                .httpClient(CloudTransport.of(cloud));
        boolean known = cloud.equals(Cloud.PUBLIC) || cloud.equals(Cloud.US_GOVERNMENT) || cloud.equals(Cloud.CHINA);
        // Discovery asks the public cloud whether an authority exists; it does not know private ones.
        return known ? builder.build() : builder.disableInstanceDiscovery().build();
    }

    /** Keeps the classes of azure-identity away from start-up. */
    private static final class LazyCredential implements TokenCredential {

        private final Supplier<TokenCredential> credential;

        LazyCredential(Supplier<TokenCredential> maker) {
            this.credential = new Memo<>(maker);
        }

        @Override
        public Mono<AccessToken> getToken(TokenRequestContext request) {
            return Mono.defer(() -> credential.get().getToken(request));
        }

        @Override
        public AccessToken getTokenSync(TokenRequestContext request) {
            return credential.get().getTokenSync(request);
        }
    }
}
