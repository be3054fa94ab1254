package io.arcfleet.simulation;

import static io.arcfleet.simulation.AgentWorkload.CLUSTERCONNECT_AGENT;
import static io.arcfleet.simulation.AgentWorkload.CLUSTERIDENTITYOPERATOR;
import static io.arcfleet.simulation.AgentWorkload.CONFIG_AGENT;
import static io.arcfleet.simulation.AgentWorkload.KUBE_AAD_PROXY;
import static io.arcfleet.simulation.AgentWorkload.METRICS_AGENT;
import static io.arcfleet.simulation.AgentWorkload.RESOURCE_SYNC_AGENT;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the agents write of each fault into their logs, inside of a JSON string. */
final class AgentComplaints {

    private static final String DATA_PLANE = "Post"
            + " \\\"https://<region>.dp.kubernetesconfiguration.azure.com/subscriptions/<subscription>/resourceGroups/<group>"
            + "/provider/Microsoft.Kubernetes-connectedclusters/clusters/<name>/configurations/getPendingConfigs\\\"";
    private static final String TIMEOUT =
            "Error while getting the cluster configuration: " + DATA_PLANE + ": dial tcp 20.42.64.45:443: i/o timeout";
    private static final String IDENTITY_SERVICE = "Error while fetching the identity: Get"
            + " \\\"https://gbl.his.arc.azure.com/discovery?location=<region>\\\"";
    private static final String NO_IDENTITY = "Error while reading the identity of the cluster:"
            + " secrets \\\"azure-identity-certificate\\\" not found. Failed to get a certificate from secrets";

    private static final Set<AgentWorkload> REPORTING = Set.of(CONFIG_AGENT, RESOURCE_SYNC_AGENT);
    private static final Set<AgentWorkload> CRASHING = Set.of(CLUSTERCONNECT_AGENT, CONFIG_AGENT);

    private static final List<Complaint> ALL = List.of(
            new Complaint(Fault.IDENTITY_CERTIFICATE_MISSING, CRASHING, NO_IDENTITY),
            new Complaint(Fault.IDENTITY_ENDPOINT_BLOCKED, CRASHING, NO_IDENTITY),
            new Complaint(
                    Fault.IDENTITY_ENDPOINT_BLOCKED,
                    Set.of(CLUSTERIDENTITYOPERATOR),
                    IDENTITY_SERVICE + ": dial tcp 20.50.1.16:443: i/o timeout. Unable to retrieve MSI certificate"),
            new Complaint(Fault.CRASH_LOOP, CRASHING, TIMEOUT),
            new Complaint(Fault.LOGS_FORBIDDEN, CRASHING, TIMEOUT),
            new Complaint(Fault.EGRESS_BLOCKED, REPORTING, TIMEOUT),
            new Complaint(
                    Fault.DNS_BROKEN,
                    REPORTING,
                    DATA_PLANE + ": dial tcp: lookup <region>.dp.kubernetesconfiguration.azure.com on 10.96.0.10:53:"
                            + " no such host"),
            new Complaint(
                    Fault.PROXY_LOGIN_REFUSED,
                    REPORTING,
                    DATA_PLANE + ": Proxy Authentication Required (proxy " + ProxySettings.ADDRESS + ")"),
            new Complaint(
                    Fault.TLS_INTERCEPTED,
                    REPORTING,
                    DATA_PLANE + ": tls: failed to verify certificate: x509: certificate signed by unknown authority"
                            + " (possibly because of \\\"crypto/rsa: verification error\\\" while trying to verify candidate"
                            + " authority certificate \\\"Contoso Inspection CA\\\")"),
            new Complaint(
                    Fault.CLOCK_WRONG,
                    REPORTING,
                    DATA_PLANE
                            + ": tls: failed to verify certificate: x509: certificate has expired or is not yet valid:"
                            + " current time 2021-01-01T00:03:12Z is before <start:864000>"),
            new Complaint(
                    Fault.PERMISSIONS_LOST,
                    Set.of(CONFIG_AGENT),
                    "Failed to list the extensions: extensionconfigs.clusterconfig.azure.com is forbidden: User"
                            + " \\\"system:serviceaccount:azure-arc:azure-arc-config-agent-sa\\\" cannot list resource"
                            + " \\\"extensionconfigs\\\" in API group \\\"clusterconfig.azure.com\\\" at the cluster scope"),
            new Complaint(
                    Fault.KEY_PAIR_BROKEN,
                    Set.of(CLUSTERIDENTITYOPERATOR, CONFIG_AGENT),
                    "Error while reading the onboarding key: failed to parse PEM block containing the key"),
            new Complaint(
                    Fault.RELAY_BLOCKED,
                    Set.of(CLUSTERCONNECT_AGENT),
                    "Failed to listen on wss://azgnrelay-<region>-l1.servicebus.windows.net/$hc: websocket: bad handshake,"
                            + " the server returned status code '403' when status code '101' was expected"),
            new Complaint(
                    Fault.OBO_BLOCKED,
                    Set.of(KUBE_AAD_PROXY),
                    "Failed to get the groups of the caller: Post \\\"https://<region>.obo.arc.azure.com:8084/getMemberGroups"
                            + "?api-version=v1\\\": dial tcp 20.42.64.46:8084: i/o timeout"),
            new Complaint(
                    Fault.OVERAGE_CLAIM,
                    Set.of(KUBE_AAD_PROXY),
                    "Failed to authenticate the caller: overage claim found for a service principal,"
                            + " see https://aka.ms/overageclaimtroubleshoot (through " + ProxySettings.ADDRESS + ")"),
            new Complaint(
                    Fault.OUT_OF_MEMORY, Set.of(METRICS_AGENT), "Collecting the metrics of 412 pods, 187 MiB in use"));

    private AgentComplaints() {}

    /** What the main container of {@code agents} writes again and again while {@code fault} is there. */
    record Complaint(Fault fault, Set<AgentWorkload> agents, String message) {}

    /** What an agent complains of; of several faults the first in the list decides. */
    static Optional<Complaint> of(AgentWorkload agent, Set<Fault> faults) {
        return ALL.stream()
                .filter(complaint ->
                        faults.contains(complaint.fault()) && complaint.agents().contains(agent))
                .findFirst();
    }
}
