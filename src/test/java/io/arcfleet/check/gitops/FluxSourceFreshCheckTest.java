package io.arcfleet.check.gitops;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.fluxConfiguration;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withFluxConfigurations;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.FluxConfiguration.Problem;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FluxSourceFreshCheckTest {

    private static final Problem AUTHENTICATION =
            new Problem("GitRepository", "apps", "Non-Compliant", "failed to checkout: authentication required.");

    private final FluxSourceFreshCheck check = new FluxSourceFreshCheck(SignatureCatalog.standard());

    @Test
    void manifestsThatAreNotAppliedAreNotASourceAtFault() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, problems(new Problem("Kustomization", "apps", "Non-Compliant", "build failed"))))
                .isEmpty();
        assertThat(silence(check, unavailable(Reason.THROTTLED))).isEqualTo(Reason.THROTTLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GitRepository", "Bucket", "OCIRepository", "AzureBlob", "HelmRepository"})
    void everyKindOfSourceCounts(String kind) {
        assertThat(issues(check, problems(with(AUTHENTICATION, "kind", kind)))).hasSize(1);
    }

    @Test
    void aSourceIsNamedWithItsAddressAndError() {
        Issue issue = issue(check, problems(AUTHENTICATION));
        assertThat(issue.subject()).isEqualTo("flux/apps");
        assertThat(issue.message())
                .isEqualTo("Flux configuration apps cannot fetch GitRepository apps from"
                        + " https://git.example.com/stores/apps: failed to checkout: authentication required.");
        assertThat(issue.evidence()).doesNotContainKey("known error");
    }

    @Test
    void aKnownTextIsNamed() {
        Issue issue = issue(
                check,
                problems(
                        with(
                                AUTHENTICATION,
                                "message",
                                "Get \"https://git.example.com\": dial tcp: lookup git.example.com on 10.0.0.10:53: no such host")));
        assertThat(issue.evidence()).containsEntry("known error", "dns-name-not-resolved");
        assertThat(issue.message()).endsWith("A host name is not resolved.");
    }

    @Test
    void absentMessagesAndSuspendedConfigurations() {
        assertThat(issue(check, problems(with(AUTHENTICATION, "message", null))).message())
                .endsWith("from https://git.example.com/stores/apps.");
        FluxConfiguration suspended =
                with(with(fluxConfiguration(), "problems", List.of(AUTHENTICATION)), "suspended", true);
        assertThat(issues(check, withFluxConfigurations(healthy(), suspended))).isEmpty();
    }

    private static ClusterSnapshot problems(Problem... problems) {
        return withFluxConfigurations(healthy(), with(fluxConfiguration(), "problems", List.of(problems)));
    }
}
