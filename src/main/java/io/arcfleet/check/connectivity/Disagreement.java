package io.arcfleet.check.connectivity;

import io.arcfleet.check.versions.Version;
import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Azure and the cluster say differently, as issues. */
final class Disagreement {

    /** The subject of the issues on the resource that the agents belong to. */
    static final String IDENTITY = "configmap/azure-clusterconfig";

    private static final String AZURE = "azure";
    private static final String CLUSTER = "cluster";

    private static final String REMOVE_AND_CONNECT =
            " With a kubeconfig of the cluster, `az account set --subscription {agents subscription}` and"
                    + " `az connectedk8s delete -n {agents name} -g {agents group} --force` remove the agents; then"
                    + " `az connectedk8s connect -n {name} -g {resourceGroup}` in the right subscription connects it anew.";

    /** A node that joins or leaves is reported minutes later, so that one node more or less is no disagreement. */
    private static final int NODES_TOLERATED = 1;

    /** Of large clusters, which scale all the time, this part of the nodes. */
    private static final int PART_TOLERATED = 10;

    private Disagreement() {}

    /** Azure has no resource for these agents. */
    static Issue orphaned(ClusterIdentity believed) {
        return of(
                        believed,
                        "The agents are orphaned: they belong to " + believed.id()
                                + ", which is not in Azure any more.",
                        "no resource")
                .withRemedy("The resource was deleted and the agents were left." + REMOVE_AND_CONNECT);
    }

    /** The agents belong to another resource. */
    static Issue moved(ClusterIdentity believed, ClusterIdentity azure) {
        return of(
                        believed,
                        "The agents believe that they belong to " + believed.id() + ", not to " + azure.id() + ".",
                        azure.id())
                .withRemedy(
                        "Find out which resource is the right one: the resource was moved or renamed, or the cluster was"
                                + " connected a second time. If it is the agents', delete the other in the portal."
                                + REMOVE_AND_CONNECT);
    }

    /** The versions differ in their numbers; what vendors add does not count. */
    static Optional<Issue> version(String subject, String what, @Nullable String azure, Optional<String> cluster) {
        Optional<Version> said = Optional.ofNullable(azure).flatMap(Version::parse);
        Optional<Version> seen = cluster.flatMap(Version::parse);
        return said.flatMap(one -> seen.filter(other -> !one.hasNumbersOf(other))
                .map(other -> figure(subject, what, one.toString(), other.toString())));
    }

    /** The numbers of nodes differ by more than what comes and goes. */
    static Optional<Issue> nodes(@Nullable Integer azure, Optional<Integer> cluster) {
        return Optional.ofNullable(azure)
                .flatMap(said -> cluster.filter(
                                seen -> Math.abs(said - seen) > Math.max(NODES_TOLERATED, seen / PART_TOLERATED))
                        .map(seen -> figure("nodes", "The number of nodes", said.toString(), seen.toString())));
    }

    private static Issue figure(String subject, String what, String azure, String cluster) {
        return Issue.of(subject, what + " is " + azure + " in Azure and " + cluster + " in the cluster.")
                .with(AZURE, azure)
                .with(CLUSTER, cluster);
    }

    private static Issue of(ClusterIdentity believed, String message, String azure) {
        Issue issue = Issue.of(IDENTITY, message)
                .with(AZURE, azure)
                .with(CLUSTER, believed.id())
                .with("agents name", believed.name());
        Issue grouped = believed.resourceGroup() == null ? issue : issue.with("agents group", believed.resourceGroup());
        return believed.subscriptionId() == null
                ? grouped
                : grouped.with("agents subscription", believed.subscriptionId());
    }
}
