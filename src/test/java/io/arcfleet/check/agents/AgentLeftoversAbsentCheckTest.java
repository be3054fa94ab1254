package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.ResourceDefinition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentLeftoversAbsentCheckTest {

    private static final ResourceDefinition STAYS =
            new ResourceDefinition("arccertificates.clusterconfig.azure.com", null);

    private final AgentLeftoversAbsentCheck check = new AgentLeftoversAbsentCheck(Duration.ofMinutes(10));
    private final ClusterSnapshot gone =
            withKubernetes(withKubernetes(healthy(), "deployments", List.of()), "helmReleases", List.of());

    @Test
    void agentsThatAreThereHaveLeftNothing() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, withPlatform(healthy(), "definitions", List.of(STAYS))))
                .isEmpty();
    }

    @Test
    void definitionsWithoutAgentsAndReleaseAreLeftBehind() {
        Issue issue = issue(
                check,
                withPlatform(
                        gone,
                        "definitions",
                        List.of(new ResourceDefinition("gitconfigs.clusterconfig.azure.com", null), STAYS)));
        assertThat(issue.message())
                .isEqualTo("2 custom resource definitions of Azure Arc are left although neither agents nor their Helm"
                        + " release are there.");
        assertThat(issue.evidence())
                .containsEntry("fault", "left behind")
                .containsEntry(
                        "definitions", "arccertificates.clusterconfig.azure.com gitconfigs.clusterconfig.azure.com");
    }

    @Test
    void nothingIsLeftWhereNoDefinitionIs() {
        assertThat(issues(check, withPlatform(gone, "definitions", List.of()))).isEmpty();
    }

    @Test
    void aReleaseThatIsThereOrWasNotReadMayStillUseThem() {
        ClusterSnapshot released = withKubernetes(
                gone, "helmReleases", List.of(new HelmRelease("azure-arc", "azure-arc-release", 1, "failed", NOW)));
        ClusterSnapshot unread =
                withKubernetes(gone, "helmReleases", Observation.unavailable(Reason.NOT_PERMITTED, "403"));
        assertThat(issues(check, withPlatform(released, "definitions", List.of(STAYS))))
                .isEmpty();
        assertThat(issues(check, withPlatform(unread, "definitions", List.of(STAYS))))
                .isEmpty();
    }

    @Test
    void aDeletionThatDoesNotEndIsAnIssueOfItsOwn() {
        Issue issue = issue(check, deleting(Duration.ofHours(3)));
        assertThat(issue.subject()).isEqualTo("definition/arccertificates.clusterconfig.azure.com");
        assertThat(issue.message())
                .isEqualTo(
                        "The custom resource definition arccertificates.clusterconfig.azure.com has been in deletion for"
                                + " 3 hours, and keeps the cluster from being connected again.");
        assertThat(issue.evidence())
                .containsEntry("fault", "stuck in deletion")
                .containsEntry("definition", "arccertificates.clusterconfig.azure.com");
        assertThat(issue.remedy()).contains("finalizers");
    }

    @Test
    void aDeletionMayTakeAWhile() {
        assertThat(issues(check, deleting(Duration.ofMinutes(10)))).isEmpty();
    }

    @Test
    void definitionsThatWereNotReadAreNotEvaluated() {
        assertThat(silence(check, gone)).isEqualTo(Reason.NOT_ATTEMPTED);
        assertThat(silence(
                        check,
                        withPlatform(healthy(), "definitions", Observation.unavailable(Reason.NOT_PERMITTED, "403"))))
                .isEqualTo(Reason.NOT_PERMITTED);
        assertThat(silence(check, unavailable(Reason.NOT_ATTEMPTED))).isEqualTo(Reason.NOT_ATTEMPTED);
    }

    private ClusterSnapshot deleting(Duration ago) {
        return withPlatform(gone, "definitions", List.of(new ResourceDefinition(STAYS.name(), NOW.minus(ago))));
    }
}
