package io.arcfleet.snapshot;

import java.util.List;

/**
 * What was read inside a cluster around the agents: what they depend on, and what depends on them. Parts that do not
 * concern a cluster are not asked for, and unavailable with the reason not attempted.
 *
 * @param identityRequests custom resources azureclusteridentityrequests of azure-arc
 * @param certificates custom resources arccertificates of azure-arc; asked for where the certificate of kube-aad-proxy is
 *     not there
 * @param extensionConfigs custom resources extensionconfigs of azure-arc; asked for where an extension is not provisioned
 * @param signingKeys custom resources signingkeys of azure-arc; asked for where the OIDC issuer is on
 * @param definitions the custom resource definitions of Azure Arc that exist; asked for where no agents were found
 * @param dnsPods pods of cluster DNS, wherever the distribution has it
 * @param dnsEndpoints number of ready addresses behind the service of cluster DNS
 * @param agentBindings cluster role bindings of the service accounts of azure-arc
 * @param permissions what the scanner may do in azure-arc; asked for when a read was refused
 * @param openShift OpenShift's version and policies; not found on other distributions
 * @param fluxControllers deployments of flux-system; asked for where a Flux extension or configuration is
 * @param workloadIdentity deployments of arc-workload-identity; asked for where workload identity is on
 */
public record PlatformFacts(
        Observation<List<IdentityRequest>> identityRequests,
        Observation<List<ArcCustomResource>> certificates,
        Observation<List<ArcCustomResource>> extensionConfigs,
        Observation<List<ArcCustomResource>> signingKeys,
        Observation<List<ResourceDefinition>> definitions,
        Observation<List<AgentPod>> dnsPods,
        Observation<Integer> dnsEndpoints,
        Observation<List<AgentBinding>> agentBindings,
        Observation<Permissions> permissions,
        Observation<OpenShift> openShift,
        Observation<List<AgentDeployment>> fluxControllers,
        Observation<List<AgentDeployment>> workloadIdentity) {

    /** The facts of a cluster of which nothing was read. */
    public static PlatformFacts unavailable(Observation.Unavailable<?> why) {
        return new PlatformFacts(
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast(),
                why.cast());
    }
}
