package io.arcfleet.access.login;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpResponse;
import com.microsoft.aad.msal4j.MsalException;
import com.microsoft.aad.msal4j.MsalServiceException;
import io.arcfleet.access.BearerToken;
import io.arcfleet.access.Redaction;
import io.arcfleet.arm.ArmException;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.config.AccessSettings.ServicePrincipal;
import io.arcfleet.config.Cloud;
import io.arcfleet.config.Memo;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Proof-of-possession tokens from Microsoft Entra, as the CLI extension {@code connectedk8s} asks for them. The app
 * registration signs in with a certificate, or with a token of the managed identity that is federated to it.
 *
 * <p>Tried are the form that is posted and the answers, against a server on loopback; that Microsoft Entra gives a bound
 * token for a federated managed identity is not tried, because it takes Azure to do so.
 */
public final class ServicePrincipalTokens implements EntraTokens {

    /** The server application of Azure Arc-enabled Kubernetes. */
    static final String SERVER = "6256c85f-0aad-4d50-b960-e6e9b21efe35";

    private static final String SERVICE = "microsoft entra";
    private static final int MESSAGE_LIMIT = 240;

    /** "Configure an application to trust a managed identity": the audience that an app registration trusts. */
    private static final Map<Cloud, String> EXCHANGE = Map.of(
            Cloud.US_GOVERNMENT, "api://AzureADTokenExchangeUSGov",
            Cloud.CHINA, "api://AzureADTokenExchangeChina");

    private static final String EXCHANGE_OTHERWISE = "api://AzureADTokenExchange";

    private final ServicePrincipal principal;
    private final Cloud cloud;
    private final AzureConnection azure;
    private final Clock clock;
    private final Supplier<HttpClient> transport;

    /** Asked over this connection; its identity is the managed identity. Nothing is loaded before the first request. */
    public ServicePrincipalTokens(ServicePrincipal principal, Cloud cloud, AzureConnection azure, Clock clock) {
        this.principal = principal;
        this.cloud = cloud;
        this.azure = azure;
        this.clock = clock;
        this.transport = new Memo<>(() -> azure.retrying(cloud.authority(), SERVICE));
    }

    @Override
    public Observation<BoundToken> tokenFor(String kid, Instant deadline) {
        String call = "the sign-in of the app " + principal.clientId() + " to Microsoft Entra";
        Duration left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            return Observation.unavailable(Reason.TIMED_OUT, "no time was left for " + call);
        }
        try {
            return azure.call(call, left, context -> signIn(call, kid, context));
        } catch (ArmException e) {
            return CallFailure.describe(e, refusal(String.valueOf(e.getMessage())));
        }
    }

    // Deprecated because it names its parameters wrongly: they go into the posted form, and no other way is there for
    // these.
    @SuppressWarnings("deprecation")
    private Observation<BoundToken> signIn(String call, String kid, Context context) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                IAuthenticationResult signedIn = ConfidentialClientApplication.builder(
                                principal.clientId(), credential())
                        .authority(cloud.authority()
                                .resolve("/" + principal.tenantId() + "/")
                                .toString())
                        // The authority is the operator's setting; asking the public cloud about it would leave a
                        // private one.
                        .validateAuthority(false)
                        .instanceDiscovery(false)
                        .disableInternalRetries()
                        .httpClient(request -> send(request, context))
                        .executorService(threads)
                        .build()
                        .acquireToken(ClientCredentialParameters.builder(Set.of(SERVER + "/.default"))
                                .skipCache(true)
                                .extraQueryParameters(
                                        Map.of("token_type", "pop", "key_id", kid, "req_cnf", confirmation(kid)))
                                .build())
                        .get();
                return bound(call, signedIn);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                return Observation.unavailable(Reason.TIMED_OUT, call + " was interrupted");
            } catch (ExecutionException e) {
                return refused(call, Objects.requireNonNullElse(e.getCause(), e));
            }
        } catch (IOException | GeneralSecurityException e) {
            return Observation.unavailable(
                    AccessFault.ENTRA_REFUSED,
                    "the certificate of the app registration cannot be used: "
                            + (e instanceof GeneralSecurityException
                                    ? e.getMessage()
                                    : e.getClass().getSimpleName()));
        }
    }

    private static Observation<BoundToken> bound(String call, IAuthenticationResult signedIn) {
        String token = Objects.requireNonNullElse(signedIn.accessToken(), "");
        return BearerToken.isUsable(token)
                ? Observation.of(new BoundToken(token, signedIn.expiresOnDate().toInstant()))
                : Observation.unavailable(Reason.MALFORMED, call + " brought no token");
    }

    private IClientCredential credential() throws IOException, GeneralSecurityException {
        if (principal.certificate().isPresent()) {
            Path file = principal.certificate().get();
            AppCertificate certificate = AppCertificate.read(file);
            return ClientCredentialFactory.createFromCertificateChain(certificate.key(), certificate.chain());
        }
        TokenRequestContext exchange =
                new TokenRequestContext().addScopes(EXCHANGE.getOrDefault(cloud, EXCHANGE_OTHERWISE) + "/.default");
        return ClientCredentialFactory.createFromClientAssertion(
                azure.credential().getTokenSync(exchange).getToken());
    }

    /** What the token is to be bound to; {@code sw} says that the key is kept by software. */
    private static String confirmation(String kid) {
        String json = JsonNodeFactory.instance
                .objectNode()
                .put("kid", kid)
                .put("xms_ksl", "sw")
                .toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private IHttpResponse send(HttpRequest request, Context context) {
        com.azure.core.http.HttpRequest sent = new com.azure.core.http.HttpRequest(
                HttpMethod.valueOf(request.httpMethod().name()), request.url());
        request.headers().forEach((name, value) -> sent.setHeader(HttpHeaderName.fromString(name), value));
        if (request.body() != null) {
            sent.setBody(request.body());
        }
        try (HttpResponse answer = transport.get().sendSync(sent, context)) {
            refuseWithoutVerdict(answer.getStatusCode());
            com.microsoft.aad.msal4j.HttpResponse read = new com.microsoft.aad.msal4j.HttpResponse();
            read.addHeaders(answer.getHeaders().stream()
                    .collect(Collectors.toMap(HttpHeader::getName, HttpHeader::getValuesList)));
            return read.statusCode(answer.getStatusCode())
                    .body(answer.getBodyAsString(StandardCharsets.UTF_8).block());
        }
    }

    /** The library loses the status of some of these, and refuses later requests of the whole JVM after others. */
    private static void refuseWithoutVerdict(int status) {
        if (status == 429 || status >= 500) {
            throw new ArmException(
                    status == 429 ? ArmException.Kind.THROTTLED : ArmException.Kind.UNREACHABLE,
                    status,
                    "",
                    "Microsoft Entra answered " + status + " to the sign-in of the app registration");
        }
    }

    private static Observation<BoundToken> refused(String call, Throwable failure) {
        return switch (failure) {
            case MsalServiceException answer -> answered(call, answer);
            // What the transport threw is told like any other failure of it.
            case MsalException wrapper when wrapper.getCause() instanceof RuntimeException thrown -> throw thrown;
            case RuntimeException thrown -> throw thrown;
            default -> throw new IllegalStateException(call + " failed", failure);
        };
    }

    private static Observation<BoundToken> answered(String call, MsalServiceException answer) {
        String words = Redaction.line(String.valueOf(answer.getMessage()), MESSAGE_LIMIT);
        return Observation.unavailable(refusal(words), call + " was refused with " + answer.errorCode() + ": " + words);
    }

    private static AccessFault refusal(String words) {
        String said = words.toLowerCase(Locale.ROOT);
        return said.contains("is not a supported msi token audience") || said.contains("failed to connect to msi")
                ? AccessFault.TOKEN_AUDIENCE
                : AccessFault.ENTRA_REFUSED;
    }
}
