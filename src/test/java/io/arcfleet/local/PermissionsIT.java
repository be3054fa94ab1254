package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.local.SimulatedAzure.Printed;
import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.RecordedRequest;
import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.SimulatedService;
import io.arcfleet.simulation.SimulationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code permissions} over real HTTP. */
@Timeout(60)
final class PermissionsIT {

    private static final String CREDENTIAL = "Microsoft.Kubernetes/connectedClusters/listClusterUserCredential/action";

    @TempDir
    private Path folder;

    private SimulatedAzure azure;

    @BeforeEach
    void start() throws IOException {
        // A page for every role.
        azure = SimulatedAzure.start(SimulationSettings.of(8).withPageSize(1).recording(), folder);
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void clustersWithTheShippedRulesMissNothing() throws IOException {
        Printed printed = permissions("--kubeconfig", azure.kubeconfig().toString());

        assertThat(printed.exitStatus()).as(printed.err()).isZero();
        assertThat(printed.out().lines().filter(line -> line.startsWith("Context ")))
                .hasSize(8)
                .allSatisfy(line -> assertThat(line).endsWith(": nothing is missing."));
        assertThat(printed.out())
                .as("of clusters that are not OpenShift")
                .contains("Not granted either, and only for OpenShift: infra/cluster-access/openshift")
                .as("the release is in the other namespace")
                .doesNotContain("helm-release-default");
    }

    @Test
    void asksEachApiServerNothingButReviews() throws IOException {
        permissions("--kubeconfig", azure.kubeconfig().toString());

        assertThat(azure.simulation().requests())
                .hasSize(8 * 7)
                .allSatisfy(request -> assertThat(request.method() + " " + request.path())
                        .startsWith("POST ")
                        .endsWith("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"));
    }

    @Test
    void theMissingLinesOfAClusterArePrinted() throws IOException {
        SimulatedCluster cluster = azure.simulation().clusters().getFirst();
        azure.simulation().setFaults(cluster.id(), EnumSet.of(Fault.LOGS_FORBIDDEN));

        Printed printed = permissions("--kubeconfig", azure.kubeconfig().toString(), "--context", cluster.name());

        assertThat(printed.exitStatus()).isEqualTo(1);
        assertThat(printed.out()).contains("""
                        Context %s: 1 rule missing. `kubectl apply -k infra/cluster-access` grants them, or add:
                            # Role arcfleet-scanner in namespace azure-arc
                            - apiGroups: [""]
                              resources: ["pods/log"]
                              verbs: ["get"]
                        """.formatted(cluster.name()));
    }

    @Test
    void aClusterWithoutAnyRuleMissesThoseOfEveryClusterAndOneForTheHelmRelease() throws IOException {
        SimulatedCluster cluster = azure.simulation().clusters().getFirst();
        azure.simulation().setFaults(cluster.id(), EnumSet.of(Fault.FORBIDDEN_READS));

        Printed printed = permissions("--kubeconfig", azure.kubeconfig().toString(), "--context", cluster.name());

        assertThat(printed.exitStatus()).isEqualTo(1);
        assertThat(printed.out())
                .contains("# ClusterRole arcfleet-scanner", "\"clusterrolebindings\"", "in namespace azure-arc-release")
                .doesNotContain("in namespace default", "in namespace flux-system", "clusterversions")
                .contains("only for clusters with the Flux extension", "only for OpenShift")
                .as("everybody may read it")
                .doesNotContain("/version");
    }

    @Test
    void aClusterThatDoesNotAnswerIsNotCheckedAndTheOthersAre() throws IOException {
        SimulatedCluster cluster = azure.simulation().clusters().getFirst();
        azure.simulation().setFaults(cluster.id(), EnumSet.of(Fault.OFFLINE));

        Printed printed = permissions("--kubeconfig", azure.kubeconfig().toString());

        assertThat(printed.exitStatus()).isEqualTo(3);
        assertThat(printed.err()).contains("Context " + cluster.name() + ": it could not be found out");
        assertThat(printed.out().lines().filter(line -> line.endsWith("nothing is missing.")))
                .hasSize(7);
    }

    @Test
    void anIncompleteReviewProvesNothing() throws IOException {
        SimulatedCluster cluster = azure.simulation().clusters().getFirst();
        azure.simulation().setFaults(cluster.id(), EnumSet.of(Fault.LOGS_FORBIDDEN, Fault.GUARD_BROKEN));

        Printed printed = permissions("--kubeconfig", azure.kubeconfig().toString(), "--context", cluster.name());

        assertThat(printed.exitStatus()).isEqualTo(3);
        assertThat(printed.out()).contains("could not list every rule", "\"pods/log\"");
    }

    @Test
    void anIdentityWithTheRolesOfTheReadmeMissesNothingInAnySubscription() {
        Printed printed = permissions(
                "--all-subscriptions", "--cloud", azure.files().cloud().toString());

        assertThat(printed.exitStatus()).as(printed.err()).isZero();
        assertThat(printed.out().lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).startsWith("Subscription ").endsWith(": nothing is missing."));
        assertThat(calls()).as("a page for every role").hasSize(8);
    }

    @Test
    void theShippedRoleMissesNothingAndAnythingLessDoes() {
        for (String taken : AccessFiles.actions()) {
            List<String> rest = new ArrayList<>(AccessFiles.actions());
            azure.simulation().setCallerActions(rest, List.of());
            assertThat(ofFirstSubscription().exitStatus()).isZero();
            rest.remove(taken);
            azure.simulation().setCallerActions(rest, List.of());
            Printed printed = ofFirstSubscription();
            assertThat(printed.exitStatus()).isEqualTo(1);
            assertThat(printed.out())
                    .endsWith(": 1 action missing in the roles of the signed-in identity:\n    \"" + taken + "\"\n");
        }
    }

    @Test
    void whatARoleTakesOutIsMissing() {
        azure.simulation().setCallerActions(List.of("*"), List.of("Microsoft.Kubernetes/*/action"));

        assertThat(ofFirstSubscription().out()).contains('"' + CREDENTIAL + '"').doesNotContain("ResourceGraph");
    }

    @Test
    void asksNothingBesideWhenTheSubscriptionIsNamed() {
        ofFirstSubscription();

        assertThat(azure.simulation().requests()).hasSameSizeAs(calls()).hasSize(2);
    }

    @Test
    void aRefusalIsSaidInWords() {
        azure.simulation().setFleetFaults(Set.of(Fault.SUBSCRIPTION_FORBIDDEN));

        Printed printed = permissions(
                "--all-subscriptions", "--cloud", azure.files().cloud().toString());

        assertThat(printed.exitStatus()).isEqualTo(3);
        assertThat(printed.err())
                .containsOnlyOnce("it could not be found out what is allowed there (not permitted)")
                .contains("Microsoft.Authorization/permissions/read");
        assertThat(printed.out().lines()).hasSize(3);
    }

    @Test
    void theWorstOfClustersAndSubscriptionsIsTheExitStatus() throws IOException {
        azure.simulation().setCallerActions(List.of("*/read"), List.of());

        Printed printed = permissions(
                "--kubeconfig",
                azure.kubeconfig().toString(),
                "--subscription",
                subscription(),
                "--cloud",
                azure.files().cloud().toString());

        assertThat(printed.exitStatus()).isEqualTo(1);
        assertThat(printed.out()).contains("Context ", CREDENTIAL);
    }

    @Test
    void aContextThatIsNotThereIsAWrongArgument() throws IOException {
        Printed printed = permissions("--kubeconfig", azure.kubeconfig().toString(), "--context", "nowhere");

        assertThat(printed.exitStatus()).isEqualTo(2);
        assertThat(printed.err()).contains("--context nowhere", "has no such context");
    }

    @Test
    void whatIsPrintedCanBeAppliedAsItIsInTheRepository() throws IOException {
        Printed printed = permissions();

        assertThat(printed.exitStatus()).isZero();
        assertThat(printed.out())
                .contains(Files.readString(Path.of("infra/cluster-access/base/cluster-access.yaml")))
                .contains(Files.readString(Path.of("infra/cluster-access/openshift/openshift.yaml")))
                .endsWith(Files.readString(Path.of("infra/cluster-access/arm-role.json")));
        assertThat(printed.out().lines().filter("---"::equals)).hasSizeGreaterThan(AccessManifest.values().length);
    }

    private Printed ofFirstSubscription() {
        return permissions(
                "--subscription",
                subscription(),
                "--cloud",
                azure.files().cloud().toString());
    }

    private String subscription() {
        return azure.simulation().clusters().getFirst().subscriptionId().toUpperCase(Locale.ROOT);
    }

    private List<RecordedRequest> calls() {
        return azure.simulation().requests().stream()
                .filter(request -> request.service() == SimulatedService.RESOURCE_MANAGER
                        && request.path().endsWith("/providers/Microsoft.Authorization/permissions"))
                .toList();
    }

    private Printed permissions(String... arguments) {
        List<String> all = new ArrayList<>(List.of("permissions"));
        all.addAll(List.of(arguments));
        return azure.command(all);
    }
}
