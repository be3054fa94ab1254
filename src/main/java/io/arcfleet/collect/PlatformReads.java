package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.snapshot.AgentBinding;
import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ArcCustomResource;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ConnectedCluster.Features;
import io.arcfleet.snapshot.IdentityRequest;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.OpenShift;
import io.arcfleet.snapshot.Permissions;
import io.arcfleet.snapshot.PlatformFacts;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.ResourceDefinition;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The reads of what is around the agents. Those that depend on nothing, or on Azure's word alone, start at once; the
 * second round depends on what the first reads of the cluster brought. A read that does not concern the cluster is not
 * attempted.
 */
final class PlatformReads {

    private final IdentityRequestReader identityRequests = new IdentityRequestReader();
    private final ArcResourceReader certificates = new ArcResourceReader("arccertificates");
    private final ArcResourceReader extensionConfigs = new ArcResourceReader("extensionconfigs");
    private final ArcResourceReader signingKeys = new ArcResourceReader("signingkeys");
    private final AgentBindingReader agentBindings = new AgentBindingReader();
    private final DeploymentReader fluxControllers = new DeploymentReader("flux-system");
    private final DeploymentReader workloadIdentity = new DeploymentReader("arc-workload-identity");
    private final ResourceDefinitionReader definitions = new ResourceDefinitionReader();
    private final PodReader dnsPods = new PodReader();
    private final DnsEndpointReader dnsEndpoints = new DnsEndpointReader();
    private final OpenShiftReader openShift = new OpenShiftReader();
    private final PermissionReader permissions = new PermissionReader();

    /** Starts the first round. */
    FirstRound start(ClusterTunnel tunnel, ParallelReads reads, AzureFacts azure) {
        Asking asking = new Asking(tunnel, reads);
        return new FirstRound(
                asking.always("identity requests", identityRequests::read),
                asking.when(
                        Concerns.unsettledExtensions(azure),
                        "Azure says of every extension that it is provisioned.",
                        "extension configs",
                        extensionConfigs::read),
                asking.always("agent bindings", agentBindings::read),
                asking.when(
                        Concerns.isOn(azure, Features::oidcIssuer),
                        "Azure does not say that the OIDC issuer is on.",
                        "signing keys",
                        signingKeys::read),
                asking.when(
                        Concerns.flux(azure),
                        "Azure has neither the Flux extension nor a Flux configuration.",
                        "flux controllers",
                        fluxControllers::read),
                asking.when(
                        Concerns.isOn(azure, Features::workloadIdentity),
                        "Azure does not say that workload identity is on.",
                        "workload identity",
                        workloadIdentity::read));
    }

    /** Starts the second round; waits for what it depends on. */
    SecondRound start(
            ClusterTunnel tunnel, ParallelReads reads, AzureFacts azure, AgentReads.Running agents, FirstRound first) {
        Asking asking = new Asking(tunnel, reads);
        var foundDefinitions = asking.when(
                Concerns.noAgents(
                        agents.deployments().await(), agents.helmReleases().await()),
                "The agents are there.",
                "resource definitions",
                definitions::read);
        Optional<Unavailable<OpenShift>> notOpenShift =
                Concerns.notOpenShift(azure, agents.nodes().await());
        ClusterDns dns = notOpenShift.isPresent() ? ClusterDns.KUBERNETES : ClusterDns.OPENSHIFT;
        var certificateResources = asking.when(
                Concerns.noProxyCertificate(agents.secretNames().await()),
                "The certificate of kube-aad-proxy is there.",
                "arc certificates",
                certificates::read);
        var pods = asking.always("dns pods", (open, budget) -> dnsPods.read(open, dns.pods(), budget));
        var endpoints = asking.always("dns endpoints", (open, budget) -> dnsEndpoints.read(open, dns, budget));
        Supplier<Observation<OpenShift>> platform = notOpenShift
                .<Supplier<Observation<OpenShift>>>map(why -> () -> why)
                .orElseGet(() -> openShift(asking));
        boolean refused = Concerns.refused(agents.await()) || Concerns.refused(first.await());
        var allowed = asking.when(refused, "No read was refused.", "permissions", permissions::read);
        return new SecondRound(foundDefinitions, certificateResources, pods, endpoints, platform, allowed);
    }

    private Supplier<Observation<OpenShift>> openShift(Asking asking) {
        var version = asking.always("openshift version", openShift::version);
        var privileged = asking.always("openshift privileged", openShift::privileged);
        return () -> Observation.of(new OpenShift(version.get(), privileged.get()));
    }

    /** What both rounds brought; waits for it. */
    static PlatformFacts facts(FirstRound first, SecondRound second) {
        return new PlatformFacts(
                first.identityRequests().get(),
                second.certificates().get(),
                first.extensionConfigs().get(),
                first.signingKeys().get(),
                second.definitions().get(),
                second.dnsPods().get(),
                second.dnsEndpoints().get(),
                first.agentBindings().get(),
                second.permissions().get(),
                second.openShift().get(),
                first.fluxControllers().get(),
                first.workloadIdentity().get());
    }

    /** The reads of the first round; each waits when it is asked for its outcome. */
    record FirstRound(
            Supplier<Observation<List<IdentityRequest>>> identityRequests,
            Supplier<Observation<List<ArcCustomResource>>> extensionConfigs,
            Supplier<Observation<List<AgentBinding>>> agentBindings,
            Supplier<Observation<List<ArcCustomResource>>> signingKeys,
            Supplier<Observation<List<AgentDeployment>>> fluxControllers,
            Supplier<Observation<List<AgentDeployment>>> workloadIdentity) {

        /** Waits for all of them. */
        List<Observation<?>> await() {
            return Stream.of(
                            identityRequests,
                            extensionConfigs,
                            agentBindings,
                            signingKeys,
                            fluxControllers,
                            workloadIdentity)
                    .<Observation<?>>map(Supplier::get)
                    .toList();
        }
    }

    /** The reads of the second round; each waits when it is asked for its outcome. */
    record SecondRound(
            Supplier<Observation<List<ResourceDefinition>>> definitions,
            Supplier<Observation<List<ArcCustomResource>>> certificates,
            Supplier<Observation<List<AgentPod>>> dnsPods,
            Supplier<Observation<Integer>> dnsEndpoints,
            Supplier<Observation<OpenShift>> openShift,
            Supplier<Observation<Permissions>> permissions) {}

    private record Asking(ClusterTunnel tunnel, ParallelReads reads) {

        <T> Supplier<Observation<T>> always(String name, BiFunction<ClusterTunnel, Budget, Observation<T>> read) {
            return reads.start(name, budget -> read.apply(tunnel, budget))::await;
        }

        <T> Supplier<Observation<T>> when(
                boolean concerned,
                String otherwise,
                String name,
                BiFunction<ClusterTunnel, Budget, Observation<T>> read) {
            return concerned ? always(name, read) : () -> Observation.unavailable(Reason.NOT_ATTEMPTED, otherwise);
        }
    }
}
