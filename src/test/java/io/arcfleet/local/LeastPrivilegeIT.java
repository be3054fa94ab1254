package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.ShippedRules;
import io.arcfleet.collect.ShippedRules.Permission;
import io.arcfleet.simulation.Fault;
import io.arcfleet.simulation.RecordedRequest;
import io.arcfleet.simulation.SimulatedService;
import io.arcfleet.simulation.SimulationSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the scanner asks for, over every request of a scan of a fleet in which each fault is somewhere, against what the
 * files of {@code infra/cluster-access} grant.
 */
@Timeout(60)
final class LeastPrivilegeIT {

    private static final String REVIEW = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews";
    private static final Pattern TYPE = Pattern.compile("where type =~ '([^']+)'");

    /** The action that a call to Resource Manager needs, by its method and what follows the scope of its path. */
    private static final Map<String, String> ACTIONS = Map.of(
            "GET /subscriptions", "Microsoft.Resources/subscriptions/read",
            "POST /providers/Microsoft.ResourceGraph/resources", "Microsoft.ResourceGraph/resources/read",
            "GET /providers/Microsoft.Kubernetes/connectedClusters", "Microsoft.Kubernetes/connectedClusters/read",
            "POST /providers/Microsoft.Kubernetes/connectedClusters/*/listClusterUserCredential",
                    "Microsoft.Kubernetes/connectedClusters/listClusterUserCredential/action");

    private static List<RecordedRequest> toClusters = List.of();
    private static List<String> tape = List.of();
    private static URI resourceManager = URI.create("https://127.0.0.1");

    @BeforeAll
    static void scan(@TempDir Path folder) throws IOException {
        try (SimulatedAzure azure =
                SimulatedAzure.start(SimulationSettings.of(80).recording(), folder)) {
            FaultPerCluster.give(azure.simulation());
            azure.simulation().setFleetFaults(Set.of(Fault.INCIDENT));
            azure.simulation().startTape(folder.resolve("tape"));
            assertThat(azure.scanFleet("--cluster-timeout", "60s").exitStatus()).isZero();
            azure.simulation().stopTape();
            tape = Files.readAllLines(folder.resolve("tape"));
            resourceManager = azure.simulation().resourceManager();
            toClusters = azure.simulation().requests().stream()
                    .filter(request -> request.service() == SimulatedService.KUBERNETES)
                    .toList();
        }
    }

    @Test
    void noVerbReachesAnApiServerButGetAndTheSelfReview() {
        assertThat(toClusters).hasSizeGreaterThan(1_000).allSatisfy(request -> {
            if (!request.method().equals("GET")) {
                assertThat(request.method() + " " + path(request)).isEqualTo("POST " + REVIEW);
            }
            assertThat(request.query()).doesNotContain("watch", "follow");
        });
        assertThat(toClusters)
                .as("where a read is refused")
                .extracting(LeastPrivilegeIT::path)
                .contains(REVIEW);
    }

    @Test
    void secretsAreAskedForTheirMetadataAlone() {
        assertThat(toClusters)
                .filteredOn(request -> path(request).matches(".*/secrets(/.*)?"))
                .hasSizeGreaterThan(100)
                .allSatisfy(request -> assertThat(request.accept()).isEqualTo(KubernetesRequest.METADATA_ONLY));
    }

    @Test
    void everyRequestToAClusterIsGrantedAndEveryRuleIsUsed() throws IOException {
        Set<Permission> needed = toClusters.stream()
                .map(LeastPrivilegeIT::path)
                .filter(path -> !path.equals(REVIEW))
                .map(ShippedRules::needed)
                .collect(Collectors.toSet());

        assertThat(needed).containsExactlyInAnyOrderElementsOf(ShippedRules.granted());
    }

    @Test
    void theRoleInAzureHasTheActionsThatAreUsedAndNoOther() {
        Set<String> used = new TreeSet<>();
        tape.stream()
                .map(line -> line.split("\t", -1))
                .filter(line -> line[1].startsWith(resourceManager + "/"))
                .forEach(line -> actions(line[0], URI.create(line[1]), line[5]).forEach(used::add));

        assertThat(AccessFiles.actions())
                .doesNotHaveDuplicates()
                .extracting(action -> action.toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrderElementsOf(used.stream()
                        .map(action -> action.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    @Test
    void theRoleInAzureNamesActionsOneByOneAndNoDataActions() throws IOException {
        var role = new ObjectMapper().readTree(AccessFiles.role());

        assertThat(AccessFiles.actions())
                .isNotEmpty()
                .allSatisfy(action -> assertThat(action)
                        .doesNotContain("*")
                        .satisfiesAnyOf(
                                read -> assertThat(read).endsWith("/read"),
                                credential -> assertThat(credential).endsWith("/listClusterUserCredential/action")));
        assertThat(role.path("IsCustom").asBoolean()).isTrue();
        assertThat(List.of("NotActions", "DataActions", "NotDataActions"))
                .allSatisfy(list -> assertThat(role.path(list)).isEmpty());
    }

    /** A query of Resource Graph needs to read what it asks for, too. */
    private static Stream<String> actions(String method, URI uri, String body) {
        String call = method + " "
                + uri.getPath()
                        .replaceFirst("^/subscriptions/[^/]+(/resourceGroups/[^/]+)?(?=/providers/)", "")
                        .replaceFirst("(?<=/connectedClusters/)[^/]+", "*");
        assertThat(ACTIONS).containsKey(call);
        String query = new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
        return Stream.concat(
                Stream.of(String.valueOf(ACTIONS.get(call))),
                TYPE.matcher(query).results().map((MatchResult type) -> type.group(1) + "/read"));
    }

    /** The path on the API server, behind the part that leads to the cluster. */
    private static String path(RecordedRequest request) {
        return request.path().substring(request.path().indexOf('/', 1));
    }
}
