package io.arcfleet.check.identity;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.NOW;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withPlatform;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.IdentityRequest;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class IdentityRequestsServedCheckTest {

    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(20));

    private final IdentityRequestsServedCheck check = new IdentityRequestsServedCheck(Duration.ofMinutes(10));

    @Test
    void servedRequestsPass() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, requests())).isEmpty();
    }

    @Test
    void aRequestWithoutStatusIsAnIssue() {
        Issue issue = issue(check, requests(request("config-agent-identity-request", LONG_AGO, null, null)));
        assertThat(issue.subject()).isEqualTo("identity-request/config-agent-identity-request");
        assertThat(issue.message())
                .isEqualTo(
                        "The identity request config-agent-identity-request has waited for its first token for 20 days;"
                                + " its status is empty.");
        assertThat(issue.evidence()).containsEntry("audience", "https://management.azure.com/");
    }

    @Test
    void aTokenThatEndedAndWasNotReplacedIsAnIssue() {
        Issue issue = issue(check, requests(request("a", LONG_AGO, NOW.minus(Duration.ofHours(30)), "a-token")));
        assertThat(issue.message()).contains("it ended 30 hours ago, on 2026-07-31T06:00:00Z");
    }

    @Test
    void aNewRequestAndATokenThatJustEndedHaveTime() {
        assertThat(issues(
                        check,
                        requests(
                                request("a", NOW.minus(Duration.ofMinutes(5)), null, null),
                                request("b", LONG_AGO, NOW.minus(Duration.ofMinutes(5)), "b-token"))))
                .isEmpty();
    }

    @Test
    void aRequestOfUnknownAgeIsOld() {
        assertThat(issue(check, requests(request("a", null, null, null))).message())
                .contains("has waited for its first token; its status is empty");
    }

    @Test
    void aTokenWithoutAnEndIsAToken() {
        assertThat(issues(check, requests(request("a", LONG_AGO, null, "a-token"))))
                .isEmpty();
    }

    @Test
    void allUnservedRequestsHaveTheSameFault() {
        assertThat(issues(
                        check,
                        requests(request("b", LONG_AGO, null, null), request("a", LONG_AGO, LONG_AGO, "a-token"))))
                .extracting(found -> found.subject() + " " + found.evidence().get("fault"))
                .containsExactly("identity-request/a not served", "identity-request/b not served");
    }

    @Test
    void unreadRequestsAreNotEvaluated() {
        assertThat(silence(check, unavailable(Reason.NOT_PERMITTED))).isEqualTo(Reason.NOT_PERMITTED);
    }

    private static ClusterSnapshot requests(IdentityRequest... requests) {
        return withPlatform(healthy(), "identityRequests", List.of(requests));
    }

    private static IdentityRequest request(
            String name, @Nullable Instant createdAt, @Nullable Instant expiresAt, @Nullable String secret) {
        return new IdentityRequest(name, "https://management.azure.com/", createdAt, expiresAt, secret);
    }
}
