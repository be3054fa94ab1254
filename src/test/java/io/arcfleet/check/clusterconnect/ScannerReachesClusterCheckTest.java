package io.arcfleet.check.clusterconnect;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.KubernetesFacts;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class ScannerReachesClusterCheckTest {

    private final ScannerReachesClusterCheck check = new ScannerReachesClusterCheck();

    @Test
    void aClusterThatWasReachedPasses() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void saysTheFaultTheWordsAndTheRemedyOfTheFault() {
        Issue issue = issue(check, unreached(AccessFault.ROLE_MISSING, "POST /store-042 answered 403"));

        assertThat(issue.subject()).isEqualTo("scanner");
        assertThat(issue.message())
                .isEqualTo("The scanner does not get into the cluster (role missing): POST /store-042 answered 403.");
        assertThat(issue.remedy()).isEqualTo(AccessFault.ROLE_MISSING.remedy());
    }

    @Test
    void theSameFaultHasTheSameEvidenceOnEveryCluster() {
        Map<String, String> evidence =
                issue(check, unreached(AccessFault.PROXY_DIED, "of store-1")).evidence();

        assertThat(issue(check, unreached(AccessFault.PROXY_DIED, "of store-2")).evidence())
                .isEqualTo(evidence)
                .isEqualTo(Map.of("fault", "proxy died"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "RESOURCE_GONE",
                "NO_AGENT_CONNECTED",
                "CLUSTER_CONNECT_DISABLED",
                "PRIVATE_LINK",
                "OVERAGE_CLAIM",
                "KUBERNETES_UNAUTHENTICATED",
                "KUBERNETES_FORBIDDEN"
            })
    void everyFaultOfTheScannerIsAnIssue(AccessFault fault) {
        assertThat(issue(check, unreached(fault, "words")).evidence()).containsEntry("fault", fault.word());
    }

    @ParameterizedTest
    @EnumSource(
            names = {"RESOURCE_GONE", "NO_AGENT_CONNECTED", "CLUSTER_CONNECT_DISABLED", "PRIVATE_LINK", "OVERAGE_CLAIM"
            })
    void whatLiesWithTheClusterIsNotEvaluated(AccessFault fault) {
        assertThat(silence(check, unreached(fault, "words"))).isEqualTo(fault.reason());
    }

    @Test
    void whatIsNotKnownIsNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.NOT_ATTEMPTED))).isEqualTo(Reason.NOT_ATTEMPTED);
        assertThat(silence(check, unavailable(Reason.TIMED_OUT))).isEqualTo(Reason.TIMED_OUT);
    }

    private static ClusterSnapshot unreached(AccessFault fault, String words) {
        return with(
                healthy(),
                "kubernetes",
                KubernetesFacts.unavailable(new Unavailable<>(fault, words), Duration.ofSeconds(1)));
    }
}
