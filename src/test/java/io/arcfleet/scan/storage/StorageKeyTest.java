package io.arcfleet.scan.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StorageKeyTest {

    @Test
    void harmlessTextStaysReadable() {
        assertThat(StorageKey.of("2f1c-ABC")).isEqualTo("2f1c-ABC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a\\b", "a#b", "a?b", "a\nb", "\u00e9", "a_b", "a.b", ".."})
    void otherTextBecomesAHash(String text) {
        assertThat(StorageKey.of(text)).matches("_[0-9a-f]{64}");
    }

    @Test
    void aHashedTextIsNeverTakenForAnother() {
        assertThat(StorageKey.of(StorageKey.of("a/b"))).isNotEqualTo(StorageKey.of("a/b"));
        assertThat(StorageKey.of("a".repeat(101))).hasSize(65);
    }

    @Test
    void theLaterInstantSortsFirst() {
        Instant at = Instant.parse("2026-08-01T12:00:00Z");

        assertThat(StorageKey.newestFirst(at.plusMillis(1))).isLessThan(StorageKey.newestFirst(at));
        assertThat(StorageKey.newestFirst(Instant.EPOCH)).hasSameSizeAs(StorageKey.newestFirst(at));
    }
}
