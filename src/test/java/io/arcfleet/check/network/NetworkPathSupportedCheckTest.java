package io.arcfleet.check.network;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.Judgements.silence;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static io.arcfleet.snapshot.ClusterSnapshots.unavailable;
import static io.arcfleet.snapshot.ClusterSnapshots.withKubernetes;
import static io.arcfleet.snapshot.ClusterSnapshots.withResource;
import static io.arcfleet.snapshot.ClusterSnapshots.without;
import static io.arcfleet.snapshot.Records.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NetworkPathSupportedCheckTest {

    private static final AgentPod ROUTER = AgentPods.ready("arc-proxy", "arc-proxy");

    private final NetworkPathSupportedCheck check =
            new NetworkPathSupportedCheck(SignatureCatalog.standard(), Duration.ofMinutes(10));

    @Test
    void withoutGatewayAndPrivateLinkThereIsNothingToJudge() {
        assertThat(issues(check, healthy())).isEmpty();
        assertThat(silence(check, unavailable(Reason.THROTTLED))).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void privateLinkExcludesClusterConnect() {
        ClusterSnapshot linked = withResource(healthy(), cluster -> with(cluster, "privateLink", true));
        assertThat(issue(check, linked).message()).contains("clusterconnect-agent, kube-aad-proxy");
        assertThat(issues(
                        check,
                        without(without(linked, "deployment/clusterconnect-agent"), "deployment/kube-aad-proxy")))
                .isEmpty();
    }

    @Test
    void aGatewayWithItsRouterPassesInThePublicCloud() {
        assertThat(issues(check, gateway("westeurope", ROUTER))).isEmpty();
    }

    @Test
    void aGatewayInAnotherCloudIsAnIssue() {
        assertThat(issue(check, gateway("usgovvirginia", ROUTER)).subject()).isEqualTo("gateway/cloud");
        assertThat(issue(check, gateway("chinaeast2", ROUTER)).message()).contains("chinaeast2");
    }

    @Test
    void aGatewayWithoutAReadyRouterIsAnIssue() {
        assertThat(issue(check, gateway("westeurope")).message()).contains("no pod arc-proxy-*");
        assertThat(issue(check, gateway("westeurope", AgentPods.unready(ROUTER)))
                        .message())
                .contains("none of 1 pod");
        assertThat(issues(
                        check, gateway("westeurope", AgentPods.aged(AgentPods.unready(ROUTER), Duration.ofMinutes(1)))))
                .isEmpty();
    }

    @Test
    void inspectionInFrontOfTheGatewayIsAnIssue() {
        Issue issue = issue(
                check,
                withLogs(
                        gateway("westeurope", ROUTER),
                        log("arc-proxy", NetworkLogs.untrusted("store.gw.arc.azure.com"))));
        assertThat(issue.subject()).isEqualTo("gateway/tls");
        assertThat(issue.evidence()).containsEntry("hosts", "store.gw.arc.azure.com");
    }

    private static ClusterSnapshot gateway(String location, AgentPod... routers) {
        ClusterSnapshot on = withResource(
                healthy(),
                cluster -> with(
                        with(cluster, "features", with(cluster.features(), "gateway", true)),
                        "identity",
                        with(cluster.identity(), "location", location)));
        return withKubernetes(
                on,
                "pods",
                Stream.concat(AgentPods.healthy().stream(), List.of(routers).stream())
                        .toList());
    }
}
