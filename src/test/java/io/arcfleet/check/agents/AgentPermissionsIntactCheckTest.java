package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static io.arcfleet.snapshot.ClusterSnapshots.withPods;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentBinding;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ContainerLog;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AgentPermissionsIntactCheckTest {

    private static final String CONFIG_AGENT = "deployment/config-agent";
    private static final String FORBIDDEN =
            "secrets is forbidden: User \"system:serviceaccount:azure-arc:azure-arc-config-agent-sa\" cannot list resource"
                    + " \"secrets\" in API group \"\" at the cluster scope";

    private final AgentPermissionsIntactCheck check = new AgentPermissionsIntactCheck(SignatureCatalog.standard());

    @Test
    void boundAgentsPass() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void noBindingOfAnyAgentIsAnIssueAboutAllOfThem() {
        assertThat(issue(check, bound()))
                .satisfies(issue -> assertThat(issue.subject()).isEqualTo("namespace/azure-arc"))
                .satisfies(issue -> assertThat(issue.message())
                        .isEqualTo("No cluster role binding names any of the 11 service accounts of the agents."))
                .satisfies(issue -> assertThat(issue.evidence().get("service accounts"))
                        .startsWith("azure-arc-cluster-metadata-operator-sa, "));
        assertThat(issues(check, bound("someone-elses-sa"))).hasSize(1);
    }

    @Test
    void oneBindingOrTheGroupOfAllIsEnoughToProveNothing() {
        assertThat(issues(check, bound("azure-arc-config-agent-sa"))).isEmpty();
        assertThat(issues(check, bound("*"))).isEmpty();
    }

    @Test
    void withoutAgentsNobodyNeedsABinding() {
        assertThat(issues(check, withPods(bound()))).isEmpty();
        assertThat(issues(
                        check,
                        withPods(
                                bound(),
                                with(AgentPods.ready("config-agent", "config-agent"), "serviceAccount", null))))
                .isEmpty();
    }

    @Test
    void whatAnAgentMayNotDoIsQuotedFromItsLog() {
        Issue issue = issue(check, logging(healthy(), FORBIDDEN + "\n" + FORBIDDEN));
        assertThat(issue.subject()).isEqualTo(CONFIG_AGENT);
        assertThat(issue.message())
                .isEqualTo(
                        "deployment/config-agent may not do what it must: its log says, 2 times: " + FORBIDDEN + ".");
        assertThat(issue.evidence())
                .containsEntry("account", "azure-arc-config-agent-sa")
                .containsEntry("verb", "list")
                .containsEntry("resource", "secrets")
                .containsEntry("container", "config-agent")
                .containsEntry("log", FORBIDDEN);
    }

    @Test
    void aLogCountsAlthoughTheBindingsCouldNotBeRead() {
        ClusterSnapshot unread =
                withPlatform(healthy(), "agentBindings", Observation.unavailable(Reason.NOT_PERMITTED, "403"));
        assertThat(silence(check, unread)).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(issues(check, logging(unread, FORBIDDEN))).hasSize(1);
    }

    @Test
    void bothAreToldWhenBothAreSeen() {
        assertThat(issues(check, logging(bound(), FORBIDDEN)))
                .extracting(Issue::subject)
                .containsExactly(CONFIG_AGENT, "namespace/azure-arc");
    }

    @Test
    void unreadPodsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.UNREACHABLE))).isEqualTo(Reason.UNREACHABLE);
    }

    private static ClusterSnapshot bound(String... accounts) {
        return withPlatform(
                healthy(),
                "agentBindings",
                accounts.length == 0 ? List.of() : List.of(new AgentBinding("b", "r", Set.of(accounts))));
    }

    private static ClusterSnapshot logging(ClusterSnapshot snapshot, String text) {
        return withKubernetes(
                snapshot,
                "logs",
                List.of(new ContainerLog(
                        "config-agent-6c4d7f9b5-x2x9z", CONFIG_AGENT, "config-agent", false, Observation.of(text))));
    }
}
