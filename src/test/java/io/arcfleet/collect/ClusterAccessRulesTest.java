package io.arcfleet.collect;

import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.check.Judgements;
import io.arcfleet.check.clusterconnect.ScannerPermissionsSufficientCheck;
import io.arcfleet.collect.ShippedRules.Permission;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.ReadReceipt;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shipped rules allow exactly what the readers ask for. */
final class ClusterAccessRulesTest {

    @Test
    void everyRequestHasARuleAndEveryRuleIsUsed() throws IOException {
        assertThat(ShippedRules.granted()).isEqualTo(requested());
    }

    @Test
    void everyRoleIsBoundToTheServiceAccount() throws IOException {
        Set<String> roles = new TreeSet<>();
        Set<String> bound = new TreeSet<>();
        for (Map<?, ?> document : ShippedRules.documents()) {
            String kind = String.valueOf(document.get("kind"));
            Map<?, ?> metadata = ShippedRules.map(document.get("metadata"));
            String place = metadata.containsKey("namespace") ? metadata.get("namespace") + "/" : "";
            if (kind.endsWith("Role")) {
                roles.add(kind + " " + place + metadata.get("name"));
            }
            if (kind.endsWith("RoleBinding")) {
                Map<?, ?> role = ShippedRules.map(document.get("roleRef"));
                bound.add(role.get("kind") + " " + place + role.get("name"));
                assertThat(ShippedRules.list(document.get("subjects")))
                        .singleElement()
                        .isEqualTo(
                                Map.of("kind", "ServiceAccount", "name", "arcfleet-scanner", "namespace", "arcfleet"));
            }
        }
        assertThat(bound).isEqualTo(roles).hasSize(9);
    }

    @Test
    void theCheckOfThePermissionsKnowsTheRuleOfEveryRead() {
        ScannerPermissionsSufficientCheck check = new ScannerPermissionsSufficientCheck(SignatureCatalog.standard());
        Set<String> needRules = fullCollects()
                .flatMap(snapshot -> snapshot.kubernetes().reads().stream())
                .map(ReadReceipt::read)
                // Everybody may ask what they may do.
                .filter(read -> !read.equals("permissions"))
                .collect(Collectors.toSet());
        assertThat(needRules).hasSizeGreaterThan(20).allSatisfy(read -> {
            ReadReceipt refused = new ReadReceipt(read, Duration.ZERO, Reason.NOT_PERMITTED.word(), "");
            ClusterSnapshot snapshot = withKubernetes(healthy(), facts -> with(facts, "reads", List.of(refused)));
            assertThat(Judgements.issue(check, snapshot).evidence()).containsKey("rules");
        });
    }

    private static Set<Permission> requested() {
        Set<Permission> permissions = new LinkedHashSet<>();
        for (RecordedCluster cluster : clusters()) {
            collect(cluster);
            for (KubernetesRequest request : cluster.requests()) {
                permissions.add(ShippedRules.needed(request.path()));
            }
        }
        return permissions;
    }

    private static Stream<ClusterSnapshot> fullCollects() {
        return clusters().stream().map(ClusterAccessRulesTest::collect);
    }

    /**
     * Two clusters of which everything is asked: logs, with everything on, the release of an old cluster, which also makes
     * the scanner look for leftovers; the second is OpenShift.
     */
    private static List<RecordedCluster> clusters() {
        List<RecordedCluster> clusters = List.of(RecordedCluster.complete(), RecordedCluster.openShift());
        for (RecordedCluster cluster : clusters) {
            cluster.withoutProxyCertificate();
            for (String path : List.of(RecordedCluster.HELM, RecordedCluster.OLD_HELM)) {
                cluster.answer(path, "{\"kind\":\"PartialObjectMetadataList\",\"metadata\":{},\"items\":[]}");
            }
        }
        return clusters;
    }

    private static ClusterSnapshot collect(RecordedCluster cluster) {
        return new SnapshotCollector(Clock.fixed(Targets.NOW, ZoneOffset.UTC))
                .collect(Targets.withEveryFeature(), Observation.of(cluster), Targets.NOW.plusSeconds(20));
    }
}
