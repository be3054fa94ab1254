package io.arcfleet.check.clusterconnect;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Permissions;
import io.arcfleet.snapshot.Permissions.Rule;
import io.arcfleet.snapshot.ReadReceipt;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ScannerPermissionsSufficientCheckTest {

    private static final String FORBIDDEN =
            "https://store-042:6443 forbids it (403 Forbidden): secrets is forbidden: User"
                    + " \"system:serviceaccount:arcfleet:arcfleet-scanner\" cannot list resource \"secrets\" in API group \"\" in the"
                    + " namespace ";

    private final ScannerPermissionsSufficientCheck check =
            new ScannerPermissionsSufficientCheck(SignatureCatalog.standard());

    @Test
    void aClusterThatRefusesNothingPasses() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, withReads(read("pods", Reason.TIMED_OUT, "no answer"))))
                .isEmpty();
    }

    @Test
    void oneIssueNamesEveryRefusedReadAndTheRulesThatAreMissing() {
        Issue issue = issue(
                check,
                withReads(
                        read("nodes", Reason.NOT_PERMITTED, "forbidden"),
                        read("secrets", Reason.NOT_PERMITTED, FORBIDDEN + "\"azure-arc\""),
                        read("version", Reason.TIMED_OUT, "no answer")));
        assertThat(issue.subject()).isEqualTo("scanner");
        assertThat(issue.message())
                .isEqualTo(
                        "The cluster refused 2 of 3 reads of the scanner: nodes, secrets. Missing are permissions for"
                                + " nodes, secrets in azure-arc.");
        assertThat(issue.evidence().get("rules")).isEqualTo("""
                # ClusterRole arcfleet-scanner
                - apiGroups: [""]
                  resources: ["nodes"]
                  verbs: ["list"]
                # Role arcfleet-scanner in namespace azure-arc
                - apiGroups: [""]
                  resources: ["secrets"]
                  verbs: ["list"]""");
        assertThat(issue.remedy()).isNull();
    }

    @Test
    void ofSeveralNamespacesTheOneThatTheAnswerNamesIsMissing() {
        assertThat(rules(withReads(read("helm", Reason.NOT_PERMITTED, FORBIDDEN + "\"default\""))))
                .contains("in namespace default")
                .doesNotContain("azure-arc-release");
        assertThat(rules(withReads(read("helm", Reason.NOT_PERMITTED, "forbidden"))))
                .contains("in namespace azure-arc-release")
                .doesNotContain("default");
    }

    @Test
    void aReviewAddsWhatWasNotNeededThisTime() {
        Rule pods = new Rule(List.of("list"), List.of(""), List.of("pods"), List.of());
        ClusterSnapshot refused = withReads(read("secrets", Reason.NOT_PERMITTED, "forbidden"));
        assertThat(rules(withPlatform(refused, "permissions", new Permissions(List.of(pods), List.of(), false))))
                .contains("pods/log", "\"secrets\"")
                .doesNotContain("[\"pods\"]")
                .as("other namespaces are not reviewed")
                .doesNotContain("flux-system");
        assertThat(rules(withPlatform(refused, "permissions", new Permissions(List.of(pods), List.of(), true))))
                .as("an incomplete review proves nothing")
                .doesNotContain("pods/log");
    }

    @Test
    void aRefusedCredentialIsNoMissingRule() {
        Issue issue = issue(
                check,
                withReads(read("pods", Reason.NOT_PERMITTED, "it refused the credential (401 Unauthorized): expired")));
        assertThat(issue.message()).endsWith("It does not take the scanner's credential.");
        assertThat(issue.remedy()).contains("kubectl create token");
        assertThat(issue.evidence()).doesNotContainKey("rules");
    }

    @Test
    void whereAzureRbacDecidesARoleIsMissing() {
        Issue issue = issue(
                check,
                withReads(read(
                        "pods",
                        Reason.NOT_PERMITTED,
                        "(403 Forbidden): User does not have access to the resource in Azure. Update role assignment to"
                                + " allow access.")));
        assertThat(issue.remedy()).contains("Azure Arc Kubernetes Viewer");
        assertThat(issue.evidence()).doesNotContainKey("rules");
    }

    @Test
    void aReadThatNeedsNoRuleIsNamedAlone() {
        assertThat(issue(check, withReads(read("permissions", Reason.NOT_PERMITTED, "forbidden")))
                        .evidence())
                .doesNotContainKey("rules");
    }

    @Test
    void aClusterThatWasNotReachedSaysNothingOfPermissions() {
        assertThat(silence(check, unavailable(Reason.NOT_PERMITTED))).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(silence(check, unavailable(Reason.NOT_ATTEMPTED))).isEqualTo(Reason.NOT_ATTEMPTED);
    }

    private String rules(ClusterSnapshot snapshot) {
        return Objects.requireNonNull(issue(check, snapshot).evidence().get("rules"));
    }

    private static ClusterSnapshot withReads(ReadReceipt... reads) {
        return withKubernetes(healthy(), facts -> with(facts, "reads", List.of(reads)));
    }

    private static ReadReceipt read(String name, Reason reason, String detail) {
        return new ReadReceipt(name, Duration.ofMillis(9), reason.word(), detail);
    }
}
