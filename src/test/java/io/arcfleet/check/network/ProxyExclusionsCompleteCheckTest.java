package io.arcfleet.check.network;

import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withPod;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyExclusionsCompleteCheckTest {

    private static final String ALL = "10.43.0.0/16,kubernetes.default.svc,.svc.cluster.local,.svc";
    private static final String PROXY = "http://proxy.contoso.com:3128";

    private final ProxyExclusionsCompleteCheck check = new ProxyExclusionsCompleteCheck();

    @Test
    void withoutAProxyThereIsNothingToJudge() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(issues(check, azure(Map.of("httpProxy", "", "noProxy", "")))).isEmpty();
        assertThat(silence(check, unavailable(Reason.THROTTLED))).isEqualTo(Reason.THROTTLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {ALL, "*", "10.0.0.0/8, svc, *.cluster.local", "fd00::/8;.SVC .cluster.local"})
    void completeListsPass(String exclusions) {
        assertThat(issues(check, azure(Map.of("httpsProxy", PROXY, "noProxy", exclusions))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.43.0.0/16 | kubernetes.default.svc, .svc, .svc.cluster.local",
                ".svc,.cluster.local | a range of addresses (the service CIDR)",
                "kubernetes.default.svc,10.43.0.0/16,.svc.cluster.local | .svc",
                "10.43.0.0/16,.svc | .svc.cluster.local",
            })
    void whatIsMissingIsNamed(String exclusions, String missing) {
        Issue issue = issue(check, azure(Map.of("HttpsProxy", PROXY, "ProxySkipRange", exclusions)));
        assertThat(issue.evidence()).containsEntry("missing", missing);
        assertThat(issue.message()).contains("Azure's settings lack " + missing);
    }

    @Test
    void theVariablesOfTheAgentsAreJudgedToo() {
        assertThat(issue(check, agent(Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", ".svc")))
                        .subject())
                .isEqualTo("proxy/agents");
        assertThat(issues(check, agent(Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", ALL + ",.cluster.local"))))
                .isEmpty();
    }

    @Test
    void exclusionsThatCannotBeReadAreNotEvaluated() {
        assertThat(silence(check, azure(Map.of("httpsProxy", PROXY)))).isEqualTo(Reason.NOT_FOUND);
        assertThat(silence(check, agent(Map.of("HTTPS_PROXY", PROXY)))).isEqualTo(Reason.NOT_FOUND);
    }

    private static ClusterSnapshot azure(Map<String, String> settings) {
        return withResource(
                healthy(), cluster -> with(cluster, "features", with(cluster.features(), "proxy", settings)));
    }

    private static ClusterSnapshot agent(Map<String, String> variables) {
        return withPod(healthy(), "deployment/config-agent", pod -> with(pod, "proxyVariables", variables));
    }
}
