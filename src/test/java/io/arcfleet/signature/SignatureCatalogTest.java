package io.arcfleet.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SignatureCatalogTest {

    private final SignatureCatalog catalog = SignatureCatalog.standard();

    @Test
    void findsTheCauseInAnAgentLog() {
        String log = "{\"Message\":\"Post \\\"https://eastus.dp.kubernetesconfiguration.azure.com/x\\\":"
                + " dial tcp 20.42.64.45:443: i/o timeout\",\"LogLevel\":\"Error\"}\n";

        assertThat(catalog.find(log.repeat(3), Place.AGENT_LOG)).singleElement().satisfies(match -> {
            assertThat(match.signature().id()).isEqualTo("endpoint-timed-out");
            assertThat(match.count()).isEqualTo(3);
            assertThat(match.lineNumber()).isEqualTo(1);
            assertThat(match.values())
                    .containsEntry("host", "eastus.dp.kubernetesconfiguration.azure.com")
                    .containsEntry("port", "443");
        });
    }
}
