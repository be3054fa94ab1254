package io.arcfleet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TypedDurationTest {

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "1h, PT1H", "30d, PT720H", "0s, PT0S"})
    void readsEveryUnitAndWritesItAgain(String typed, Duration duration) {
        assertThat(TypedDuration.parse(typed)).contains(duration);
        assertThat(TypedDuration.of(duration)).isEqualTo(typed);
    }

    @ParameterizedTest
    @CsvSource({"1500ms, PT1.5S", "90s, PT1M30S", "90m, PT1H30M", "24h, PT24H", "36h, PT36H", "2d, PT48H"})
    void writesTheLargestUnitThatLeavesNoRest(String typed, Duration duration) {
        assertThat(TypedDuration.of(duration)).isEqualTo(typed);
        assertThat(TypedDuration.parse(typed)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1.5h", "1 h", "1w", "PT1H", "1h30m", "1H", "9999999999s"})
    void refusesAnythingElse(String text) {
        assertThat(TypedDuration.parse(text)).isEmpty();
    }

    @Test
    void theLongestTextThatIsReadFitsADuration() {
        assertThat(TypedDuration.parse("999999999d")).contains(Duration.ofDays(999_999_999));
    }
}
