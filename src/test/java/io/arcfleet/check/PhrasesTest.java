package io.arcfleet.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PhrasesTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, less than a minute",
        "PT1M, 1 minute",
        "PT59M59S, 59 minutes",
        "PT1H, 1 hour",
        "PT47H59M, 47 hours",
        "PT48H, 2 days",
        "PT-5M, 5 minutes"
    })
    void durationsAreSaidInTheirLargestFittingUnit(Duration duration, String words) {
        assertThat(Phrases.duration(duration)).isEqualTo(words);
    }

    @Test
    void timesAreInUtcToTheSecond() {
        assertThat(Phrases.time(Instant.parse("2026-08-01T03:04:05.678Z"))).isEqualTo("2026-08-01T03:04:05Z");
    }

    @Test
    void quotesAreOneShortLineWithoutPeriod() {
        assertThat(Phrases.quote(" no\n  room. ")).isEqualTo("no room");
        assertThat(Phrases.quote("x".repeat(300))).hasSize(300);
        assertThat(Phrases.quote("x".repeat(301))).hasSize(303).endsWith("x...");
    }
}
