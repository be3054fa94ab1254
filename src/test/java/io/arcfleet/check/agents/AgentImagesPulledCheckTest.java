package io.arcfleet.check.agents;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentImagesPulledCheckTest {

    private static final String CONFIG_AGENT = "deployment/config-agent";
    private static final String POD = "pod/config-agent-6c4d7f9b5-x2x9z";
    private static final String IMAGE = "mcr.microsoft.com/azurearck8s/config-agent:1.36.1";
    private static final String FAILED = "Failed to pull image \"" + IMAGE + "\": ";

    private final AgentImagesPulledCheck check =
            new AgentImagesPulledCheck(SignatureCatalog.standard(), Duration.ofMinutes(10));

    @Test
    void pulledImagesPass() {
        assertThat(issues(check, healthy())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "image not found | failed to resolve reference \"mcr.microsoft.com/a:1\": mcr.microsoft.com/a:1: not found",
                "pull refused | failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized",
                "registry not reachable | failed to do request: Head \"https://mcr.microsoft.com/v2/a\": dial tcp"
                        + " 1.2.3.4:443: i/o timeout",
                "registry not reachable | failed to do request: Head \"https://mcr.microsoft.com/v2/a\": dial tcp: lookup"
                        + " mcr.microsoft.com on 10.0.0.10:53: no such host",
                "registry not trusted | failed to do request: Head \"https://mcr.microsoft.com/v2/a\": x509: certificate"
                        + " signed by unknown authority",
                "image not pulled | something new",
            })
    void theReasonIsToldApartByTheRegistrysWords(String fault, String words) {
        assertThat(issue(check, events(backingOff(), event("Failed", FAILED + words, Duration.ofMinutes(3))))
                        .evidence())
                .containsEntry("fault", fault)
                .containsEntry("reason", "ImagePullBackOff");
    }

    @Test
    void aRegistryOutOfReachIsToldWithItsHostAndTheWholePath() {
        Issue issue = issue(
                check,
                events(
                        backingOff(),
                        event(
                                "Failed",
                                FAILED + "dial tcp: lookup mcr.microsoft.com: no such host",
                                Duration.ofMinutes(3))));
        assertThat(issue.subject()).isEqualTo(CONFIG_AGENT);
        assertThat(issue.message())
                .isEqualTo(
                        "deployment/config-agent: container config-agent has no image (ImagePullBackOff): registry not"
                                + " reachable, mcr.microsoft.com: " + FAILED
                                + "dial tcp: lookup mcr.microsoft.com: no such host.");
        assertThat(issue.evidence())
                .containsEntry("host", "mcr.microsoft.com")
                .containsEntry("signature", "dns-name-not-resolved")
                .containsEntry("image", IMAGE)
                .containsEntry("container", "config-agent")
                .containsEntry("pod", "config-agent-6c4d7f9b5-x2x9z");
        assertThat(issue.remedy()).contains("Resolve the host");
    }

    @Test
    void theContainersOwnWordsCountWhereNoEventTellsMore() {
        String words = FAILED + "manifest unknown";
        ClusterSnapshot snapshot = withPod(healthy(), CONFIG_AGENT, AgentPods.waiting("ErrImagePull", words));
        assertThat(issue(check, snapshot).evidence())
                .containsEntry("fault", "image not found")
                .containsEntry("message", words);
        ClusterSnapshot noise = events(snapshot, event("Failed", "Error: ErrImagePull", Duration.ZERO));
        assertThat(issue(check, noise).evidence()).containsEntry("fault", "image not found");
    }

    @Test
    void aWrongNameNeedsNoRegistry() {
        assertThat(issue(check, withPod(healthy(), CONFIG_AGENT, AgentPods.waiting("InvalidImageName"))))
                .satisfies(issue -> assertThat(issue.evidence())
                        .containsEntry("fault", "invalid image name")
                        .doesNotContainKeys("message", "host", "image"))
                .satisfies(issue -> assertThat(issue.message()).endsWith("(InvalidImageName): invalid image name."))
                .satisfies(issue -> assertThat(issue.remedy()).contains("mcr.microsoft.com"));
    }

    @Test
    void theIdentityOperatorsImageIsJudgedHereToo() {
        assertThat(issue(
                                check,
                                withPod(
                                        healthy(),
                                        "deployment/clusteridentityoperator",
                                        AgentPods.waiting("ImagePullBackOff")))
                        .subject())
                .isEqualTo("deployment/clusteridentityoperator");
    }

    @Test
    void aPullThatGoesOnForLongIsALesserIssueWithItsOwnRemedy() {
        Issue issue = issue(check, pulling(Duration.ofMinutes(25)));
        assertThat(issue.message())
                .isEqualTo(
                        "deployment/config-agent: container config-agent has waited for its image for 25 minutes, and the"
                                + " pull goes on: a slow line, or a registry that answers nothing.");
        assertThat(issue.evidence()).containsEntry("fault", "slow pull").containsEntry("image", IMAGE);
        assertThat(issue.remedy()).contains("Wait", "--onboarding-timeout", "mirror");
    }

    @Test
    void aPullMayTakeItsTime() {
        assertThat(issues(check, pulling(Duration.ofMinutes(10)))).isEmpty();
        assertThat(issues(
                        check,
                        events(
                                creating(),
                                with(event("Pulling", "Pulling image \"x\"", Duration.ofHours(1)), "lastSeen", null))))
                .isEmpty();
    }

    @Test
    void onlyTheSameImagePulledSinceEndsAPull() {
        AgentEvent pulling = event("Pulling", "Pulling image \"" + IMAGE + "\"", Duration.ofMinutes(25));
        AgentEvent pulled =
                event("Pulled", "Successfully pulled image \"" + IMAGE + "\" in 2s", Duration.ofMinutes(25));
        assertThat(issues(check, events(creating(), pulling, pulled))).isEmpty();
        assertThat(issues(check, events(creating(), pulling, with(pulled, "object", "pod/other"))))
                .hasSize(1);
        assertThat(issues(check, events(creating(), pulling, with(pulled, "message", "Pulled image \"other\""))))
                .hasSize(1);
        assertThat(issues(check, events(creating(), pulling, with(pulled, "lastSeen", NOW.minus(Duration.ofDays(1))))))
                .hasSize(1);
        assertThat(issues(check, events(creating(), pulling, with(pulled, "lastSeen", null))))
                .hasSize(1);
        assertThat(issues(check, events(creating(), pulling, with(pulled, "reason", "Created"))))
                .hasSize(1);
    }

    @Test
    void podsThatRunOrGoAreNotPulling() {
        AgentEvent pulling = event("Pulling", "Pulling image \"x\"", Duration.ofHours(1));
        assertThat(issues(check, events(healthy(), pulling))).isEmpty();
        assertThat(issues(
                        check, withPod(pulling(Duration.ofHours(1)), CONFIG_AGENT, pod -> with(pod, "deleting", true))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CrashLoopBackOff", "CreateContainerConfigError", "ContainerCreating"})
    void otherWaitsAreOtherChecks(String reason) {
        assertThat(issues(check, withPod(healthy(), CONFIG_AGENT, AgentPods.waiting(reason))))
                .isEmpty();
    }

    @Test
    void unreadPodsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.TIMED_OUT))).isEqualTo(Reason.TIMED_OUT);
    }

    private static ClusterSnapshot backingOff() {
        return withPod(
                healthy(),
                CONFIG_AGENT,
                AgentPods.waiting("ImagePullBackOff", "Back-off pulling image \"" + IMAGE + "\""));
    }

    private static ClusterSnapshot creating() {
        return withPod(healthy(), CONFIG_AGENT, AgentPods::beingCreated);
    }

    private static ClusterSnapshot pulling(Duration ago) {
        return events(creating(), event("Pulling", "Pulling image \"" + IMAGE + "\"", ago));
    }

    private static ClusterSnapshot events(ClusterSnapshot snapshot, AgentEvent... events) {
        return withKubernetes(snapshot, "events", Stream.of(events).toList());
    }

    private static AgentEvent event(String reason, String message, Duration ago) {
        return new AgentEvent("Normal", reason, message, POD, 1, NOW.minus(ago));
    }
}
