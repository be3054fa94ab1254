package io.arcfleet.check.versions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.36.1, 1.36.1",
        "1.36, 1.36.0",
        "v1.9.12, 1.9.12",
        "' 1.36.1-preview ', 1.36.1-preview",
        "1.36.1.20260701, 1.36.1.20260701",
        "v1.35.3+k3s1, 1.35.3+k3s1",
        "v1.27.4-eks-8ccc7ba, 1.27.4-eks-8ccc7ba"
    })
    void readsWhatAgentsAndVendorsReport(String text, String version) {
        assertThat(Version.parse(text)).map(Version::toString).contains(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "1", "1.x", "-1.2.3", "1.2.3 or so", "99999999999.1.1"})
    void refusesWhatIsNoVersion(String text) {
        assertThat(Version.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.36.1, true",
        "1.34.0, true",
        "1.33.9, false",
        "1.9.9, false",
        "0.40.0, false",
        "1.37.0, true",
        "2.0.0, true"
    })
    void theWindowIsTheNewestMinorAndTheTwoBeforeIt(String version, boolean supported) {
        assertThat(version(version).isSupportedWith(version("1.36.1"))).isEqualTo(supported);
    }

    @Test
    void theOldestSupportedMinorDoesNotFallBelowZero() {
        assertThat(version("1.36.1").oldestSupported()).isEqualTo(version("1.34.0"));
        assertThat(version("2.1.0").oldestSupported()).isEqualTo(version("2.0.0"));
    }

    @ParameterizedTest
    @CsvSource({"1.35.9, 1.36.0", "1.9.9, 1.10.0", "0.99.0, 1.0.0", "1.36.0, 1.36.1"})
    void versionsAreComparedByTheirNumbers(String older, String newer) {
        assertThat(version(older).isOlderThan(version(newer))).isTrue();
        assertThat(version(newer).isOlderThan(version(older))).isFalse();
        assertThat(version(older).hasNumbersOf(version(newer))).isFalse();
    }

    @Test
    void whatVendorsAddIsNotCompared() {
        assertThat(version("v1.35.3+k3s1").hasNumbersOf(version("1.35.3"))).isTrue();
        assertThat(version("v1.35.3-eks-8ccc7ba").isOlderThan(version("1.35.3-gke.100")))
                .isFalse();
    }

    private static Version version(String text) {
        return Version.parse(text).orElseThrow();
    }
}
