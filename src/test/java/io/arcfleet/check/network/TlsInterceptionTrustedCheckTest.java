package io.arcfleet.check.network;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.check.Judgements.issue;
import static io.arcfleet.check.Judgements.issues;
import static io.arcfleet.check.network.NetworkLogs.untrusted;
import static io.arcfleet.snapshot.ClusterSnapshots.healthy;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Issue;
import io.arcfleet.signature.SignatureCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsInterceptionTrustedCheckTest {

    private final TlsInterceptionTrustedCheck check = new TlsInterceptionTrustedCheck(SignatureCatalog.standard());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E0801 Get \"https://10.43.0.1:443/api\": x509: certificate signed by unknown authority",
                "http: TLS handshake error from 10.42.0.1:5000: x509: certificate signed by unknown authority",
                "E0801 Get \"https://store.gw.arc.azure.com/x\": x509: certificate signed by unknown authority",
            })
    void certificatesInsideOfCallersAndOfTheGatewayPass(String line) {
        assertThat(issues(check, withLogs(healthy(), log("config-agent", line))))
                .isEmpty();
        assertThat(issues(check, healthy())).isEmpty();
    }

    @Test
    void namesTheHostAndTheAuthority() {
        Issue issue =
                issue(check, withLogs(healthy(), log("clusteridentityoperator", untrusted(NetworkLogs.IDENTITY))));
        assertThat(issue.message())
                .isEqualTo(
                        "The certificate of gbl.his.arc.azure.com is refused, 1 time in deployment/clusteridentityoperator: it is"
                                + " signed by \"Contoso Proxy CA\", which they do not trust. A proxy or firewall on the way inspects"
                                + " TLS.");
        assertThat(issue.evidence()).containsEntry("authority", "Contoso Proxy CA");
    }

    @Test
    void aRefusalWithoutAHostCounts() {
        assertThat(issue(
                                check,
                                withLogs(
                                        healthy(),
                                        log("config-agent", "x509: certificate signed by unknown authority")))
                        .message())
                .contains("of an endpoint", "signed by an authority that");
    }
}
