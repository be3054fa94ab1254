package io.arcfleet.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.arcfleet.config.Cloud;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialsTest {

    private static final Cloud WITH_VARIABLE = new Cloud(
            "test.yaml",
            URI.create("https://127.0.0.1:1"),
            "https://127.0.0.1:1",
            URI.create("https://127.0.0.1:1"),
            "https://127.0.0.1:1",
            "localhost",
            null,
            "TEST_TOKEN");

    @Test
    void givesTheTokenOfTheVariable() {
        TokenCredential credential = Credentials.forCloud(WITH_VARIABLE, Map.of("TEST_TOKEN", " abc \n"));

        assertThat(credential
                        .getTokenSync(new TokenRequestContext().addScopes("x/.default"))
                        .getToken())
                .isEqualTo("abc");
        assertThat(credential
                        .getTokenSync(new TokenRequestContext().addScopes("x/.default"))
                        .isExpired())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEST_TOKEN", "OTHER"})
    void namesAVariableThatIsMissingOrBlank(String variable) {
        assertThatThrownBy(() -> Credentials.forCloud(WITH_VARIABLE, Map.of(variable, " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TEST_TOKEN")
                .hasMessageContaining("test.yaml");
    }

    @Test
    void withoutVariableTheDefaultCredentialIsMadeOnlyWhenNeeded() {
        assertThat(Credentials.forCloud(Cloud.US_GOVERNMENT, Map.of())).isNotNull();
    }
}
