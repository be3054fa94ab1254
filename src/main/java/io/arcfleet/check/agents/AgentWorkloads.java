package io.arcfleet.check.agents;

import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectivityStatus;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The agents by the names that subjects give them, and who does what: from the agent overview of the Azure Arc
 * documentation.
 */
public final class AgentWorkloads {

    /** The subject that stands for all agents. */
    public static final String NAMESPACE = "namespace/azure-arc";

    /** Fetches and renews the identity certificate that every other agent needs. */
    public static final String CLUSTER_IDENTITY_OPERATOR = "deployment/clusteridentityoperator";

    /** Keeps the connection to Azure that cluster connect uses. */
    public static final String CLUSTER_CONNECT_AGENT = "deployment/clusterconnect-agent";

    /** Authenticates the requests that come through cluster connect. */
    public static final String KUBE_AAD_PROXY = "deployment/kube-aad-proxy";

    /** Agents without which the status of the cluster is not reported. */
    public static final Set<String> HEARTBEAT =
            Set.of(CLUSTER_IDENTITY_OPERATOR, "deployment/resource-sync-agent", "deployment/cluster-metadata-operator");

    /** Agents that bring the desired state of extensions and configurations into the cluster. */
    public static final Set<String> DESIRED_STATE =
            Set.of("deployment/config-agent", "deployment/extension-manager", "deployment/controller-manager");

    private AgentWorkloads() {}

    /** Whether agents belong on this cluster: not when Azure says that none are installed, as for AWS and GCP kinds. */
    public static boolean expectedOn(ClusterSnapshot snapshot) {
        return snapshot.azure()
                .resource()
                .seen()
                .filter(cluster -> cluster.connectivityStatus() == ConnectivityStatus.AGENT_NOT_INSTALLED)
                .isEmpty();
    }

    /** Accepts the issues about one of {@code workloads}, and those about all agents. */
    public static Predicate<Issue> about(Set<String> workloads) {
        return issue -> issue.subject().equals(NAMESPACE) || workloads.contains(issue.subject());
    }

    /** Accepts the issues about {@code workload}, and those about all agents. */
    public static Predicate<Issue> about(String workload) {
        return about(Set.of(workload));
    }

    /** The pods that the checks of all agents judge; the identity operator's are judged by a check of their own. */
    static List<AgentPod> withoutIdentityOperator(List<AgentPod> pods) {
        return pods.stream()
                .filter(pod -> !pod.workload().equals(CLUSTER_IDENTITY_OPERATOR))
                .toList();
    }

    /** The edges from every check of the agents that finds one of {@code workloads} down. */
    public static List<Explanation> explainedWhenDown(Set<String> workloads) {
        return Stream.of(
                        "agents-installed",
                        "agent-pods-admitted",
                        "agent-pods-scheduled",
                        "agent-images-pulled",
                        "agent-pods-running",
                        "agent-pods-ready",
                        "agent-deployments-available",
                        "agent-permissions-intact")
                .map(id -> Explanation.by(id).onlyFrom(about(workloads)))
                .toList();
    }

    /** The edges from the checks of the identity on which every agent depends. */
    public static List<Explanation> explainedByIdentity() {
        return Stream.of(
                        "identity-certificate-not-expired",
                        "identity-certificate-present",
                        "cluster-identity-operator-running")
                .map(Explanation::by)
                .toList();
    }
}
