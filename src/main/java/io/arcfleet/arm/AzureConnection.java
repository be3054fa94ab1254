package io.arcfleet.arm;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.http.policy.ArmChallengeAuthenticationPolicy;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import com.azure.resourcemanager.resources.ResourceManager;
import io.arcfleet.config.Cloud;
import io.arcfleet.config.Memo;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The connection to one Azure cloud with one identity; the clients of Resource Manager and Resource Graph come from it.
 * They are made at their first use, because loading their classes costs most of a second. Read-only by make: there is no
 * policy that registers resource providers, and requests leave for the cloud's Resource Manager only.
 */
public final class AzureConnection {

    private static final String USER_AGENT = "arc-fleet-scanner";
    private static final String RESOURCE_MANAGER = "resource manager";
    private static final String RESOURCE_GRAPH = "resource graph";

    private final URI root;
    private final String scope;
    private final AzureProfile profile;
    private final TokenCredential credential;
    private final CallReceipts receipts;
    private final Waits waits;
    private final Supplier<HttpClient> httpClient;
    private final Supplier<ArmClient> client;
    private final Supplier<ResourceManager> resources;
    private final Supplier<ResourceGraphManager> resourceGraph;

    /**
     * Connects nothing yet.
     *
     * @param receipts where the calls of {@code resource manager} and {@code resource graph} are counted
     */
    public AzureConnection(Cloud cloud, TokenCredential credential, CallReceipts receipts) {
        this(cloud, credential, receipts, () -> CloudTransport.of(cloud), Thread::sleep);
    }

    AzureConnection(
            Cloud cloud,
            TokenCredential credential,
            CallReceipts receipts,
            Supplier<HttpClient> transport,
            Waits waits) {
        this.root = withoutTrailingSlash(cloud.resourceManager());
        this.scope = cloud.resourceManagerAudience() + "/.default";
        this.profile = new AzureProfile(environment(cloud, root));
        this.credential = credential;
        this.receipts = receipts;
        this.waits = waits;
        this.httpClient = new Memo<>(transport);
        Supplier<HttpPipeline> pipeline = new Memo<>(() -> pipeline(RESOURCE_MANAGER));
        this.client = new Memo<>(() -> new PipelineArmClient(root, pipeline.get()));
        // The manager insists on a subscription; none of the calls made here is bound to one.
        this.resources = new Memo<>(
                () -> ResourceManager.authenticate(pipeline.get(), profile).withSubscription(""));
        this.resourceGraph = new Memo<>(() -> ResourceGraphManager.authenticate(pipeline(RESOURCE_GRAPH), profile));
    }

    /** Raw calls to Resource Manager. */
    public ArmClient client() {
        return client.get();
    }

    /** The official Resource Graph client; its calls belong into {@link #call}. */
    public ResourceGraphManager resourceGraph() {
        return resourceGraph.get();
    }

    /** The official Resource Manager client, bound to no subscription; its calls belong into {@link #call}. */
    public ResourceManager resources() {
        return resources.get();
    }

    /** The HTTP client below all of them: the cloud's trust, no authentication, no retries. */
    public HttpClient httpClient() {
        return httpClient.get();
    }

    /**
     * A client for one other service, without authentication: a request within {@link #call} is tried again like those to
     * Resource Manager, while its time lasts, and none leaves for another host.
     *
     * @param base base address of the service, https
     * @param service the name its calls are counted under
     */
    public HttpClient retrying(URI base, String service) {
        HttpPipeline singleTry = new HttpPipelineBuilder()
                .policies(counting(service))
                .httpClient(httpClient.get())
                .build();
        return new RetryingTransport(base, service, singleTry, receipts, waits);
    }

    /** The identity that the connection was made with. */
    public TokenCredential credential() {
        return credential;
    }

    /**
     * A policy that counts the tries, throttled answers and waits of another client.
     *
     * @param service the name it is counted under
     */
    public HttpPipelinePolicy counting(String service) {
        return new CountingPolicy(receipts, service);
    }

    /**
     * Runs one call of an official client with a deadline, and turns its failures into the one exception of this package.
     *
     * @param what method and path for people, for example {@code GET /subscriptions}
     * @param timeout for everything, retries and waits included
     * @param call makes the call with the context that carries the deadline, on a thread of its own
     * @throws ArmException when the call failed or took too long
     */
    public <T> T call(String what, Duration timeout, Function<Context, T> call) {
        return TimedCall.run(what, timeout, call);
    }

    private HttpPipeline pipeline(String service) {
        HttpPipeline singleTry = new HttpPipelineBuilder()
                .policies(new ArmChallengeAuthenticationPolicy(credential, scope), counting(service))
                .httpClient(httpClient.get())
                .build();
        return new HttpPipelineBuilder()
                .policies(new UserAgentPolicy(USER_AGENT), new RequestIdPolicy())
                .httpClient(new RetryingTransport(root, service, singleTry, receipts, waits))
                .build();
    }

    private static AzureEnvironment environment(Cloud cloud, URI root) {
        return new AzureEnvironment(Map.of(
                "resourceManagerEndpointUrl", root.toString(),
                "managementEndpointUrl", cloud.resourceManagerAudience(),
                "activeDirectoryEndpointUrl", cloud.authority().toString()));
    }

    private static URI withoutTrailingSlash(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : uri;
    }
}
