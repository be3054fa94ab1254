package io.arcfleet.check.gitops;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.fluxExtension;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.withExtensions;
import static io.arcfleet.snapshot.ClusterSnapshots.withFluxConfigurations;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AgentDeployment;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FluxControllersReadyCheckTest {

    private static final AgentDeployment SOURCE = new AgentDeployment("source-controller", 1, 1, 1, List.of());

    private final FluxControllersReadyCheck check = new FluxControllersReadyCheck();

    @Test
    void availableControllersAndForeignDeploymentsPass() {
        assertThat(issues(check, healthy())).isEmpty();
        AgentDeployment foreign = ClusterSnapshots.unavailable(with(SOURCE, "name", "dashboard"));
        assertThat(issues(check, controllers(healthy(), SOURCE, foreign))).isEmpty();
    }

    @Test
    void aControllerThatIsNotAvailableIsAnIssue() {
        assertThat(issue(check, controllers(healthy(), ClusterSnapshots.unavailable(SOURCE))))
                .satisfies(issue -> assertThat(issue.subject()).isEqualTo("deployment/source-controller"))
                .satisfies(issue -> assertThat(issue.message()).contains("0 of 1 replica"));
        assertThat(issue(check, controllers(healthy(), with(SOURCE, "desired", 0)))
                        .message())
                .contains("scaled to 0");
    }

    @Test
    void noControllerIsAnIssueWhereTheExtensionIsInstalled() {
        assertThat(issue(check, controllers(healthy())).subject()).isEqualTo("namespace/flux-system");
        assertThat(issues(
                        check,
                        controllers(withExtensions(healthy(), with(fluxExtension(), "provisioningState", "Creating")))))
                .isEmpty();
    }

    @Test
    void onlyWhereFluxIsItMattersThatTheControllersWereNotRead() {
        ClusterSnapshot unread =
                withPlatform(healthy(), "fluxControllers", Observation.unavailable(Reason.NOT_PERMITTED, "403"));
        assertThat(silence(check, unread)).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(issues(check, withFluxConfigurations(withExtensions(unread))))
                .isEmpty();
    }

    private static ClusterSnapshot controllers(ClusterSnapshot snapshot, AgentDeployment... deployments) {
        return withPlatform(snapshot, "fluxControllers", List.of(deployments));
    }
}
