package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer hUnTeR-2aaaa",
                "bearer hUnTeR-2aaaa failed",
                "authorization: Basic hUnTeR-2aaaa",
                "jwt eyJhbGciOi.hUnTeR-2aaaa.c2ln end",
                "SharedAccessSignature sr=x&sig=hUnTeR-2aaaa&se=1",
                "https://a.blob/x?sv=1&sig=hUnTeR-2aaaa",
                "proxy https://user:hUnTeR-2aaaa@proxy:3128 down",
                "password=hUnTeR-2aaaa",
                "db_password: hUnTeR-2aaaa",
                "{\"clientSecret\":\"hUnTeR-2aaaa\"}",
                "{\\\"token\\\":\\\"hUnTeR-2aaaa\\\"}",
                "token = hUnTeR-2aaaa",
                "token: hUnTeR-2aaaa",
                "AccountKey=hUnTeR-2aaaa==;EndpointSuffix=x",
                "api-key: 'hUnTeR-2aaaa'",
                "-----BEGIN RSA PRIVATE KEY-----\nhUnTeR\n-2aaaa"
            })
    void hidesASecret(String text) {
        assertThat(Redaction.redact(text)).contains("[redacted]").doesNotContain("hUnTeR");
    }

    @Test
    void hidesAWholePrivateKeyAndNothingAfterIt() {
        assertThat(Redaction.redact("a\n-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB\n-----END PRIVATE KEY-----\nnext line"))
                .isEqualTo("a\n[redacted]\nnext line");
    }

    @Test
    void hidesLongRunsOfBase64() {
        assertThat(Redaction.redact("x " + "Ab1+".repeat(10) + "== y")).isEqualTo("x [redacted] y");
        assertThat(Redaction.redact("x " + "Ab1+".repeat(9))).isEqualTo("x " + "Ab1+".repeat(9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secrets \"azure-identity-certificate\" not found",
                "Error fetching secret: secrets \"azure-identity-certificate\" not found",
                "failed to get token: context deadline exceeded",
                "get token: x509: certificate signed by unknown authority",
                "dial tcp: lookup eastus.dp.kubernetesconfiguration.azure.com: no such host",
                "Get \"https://10.0.0.1:443/api/v1/namespaces/azure-arc/secrets\": i/o timeout",
                "{\"Message\":\"ClusterIdentityCRDTokenFetchFailed\",\"LogLevel\":\"Information\"}",
                "/var/lib/kubelet/volumes/somewhere/deeply/nested/folders"
            })
    void leavesWhatDiagnosesAlone(String text) {
        assertThat(Redaction.redact(text)).isEqualTo(text);
    }

    @Test
    void takesTimeInProportionToTheText() {
        List<String> hostile = List.of(
                "eyJa".repeat(16_384),
                "eyJaaaaaa-".repeat(6_553),
                "-----BEGIN PRIVATE KEY-----".repeat(2_427),
                "://".repeat(21_845),
                "://a:b".repeat(10_922),
                "password".repeat(8_192),
                "token:".repeat(10_922),
                "token: ".repeat(9_362),
                "bearer ".repeat(9_362),
                "a".repeat(65_536),
                "authorization: a".repeat(4_096),
                "\\\"".repeat(32_768),
                "A+/".repeat(21_845),
                " ".repeat(65_536));

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> hostile.forEach(Redaction::redact));
    }

    @Test
    void aLineIsShortAndHasNoControlCharacters() {
        assertThat(Redaction.line("first\nsecond\u0007 third", 100)).isEqualTo("first second third");
        assertThat(Redaction.line("word ".repeat(100), 20)).isEqualTo("word word word word...");
        assertThatCode(() -> Redaction.line("", 1)).doesNotThrowAnyException();
    }
}
