package io.arcfleet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ClusterFilterTest {

    @ParameterizedTest
    @CsvSource({
        "store-*, Store-0042, true",
        "store-00?2, store-0042, true",
        "'{store,plant}-[0-9]*', plant-7, true",
        "store-*, plant-7, false",
        "*store-0042, arn:aws:eks:eu-west-1:1:cluster/store-0042, true",
        "arn:aws:eks:*, arn:aws:eks:eu-west-1:1:cluster/store-0042, true",
        "*:cluster/store-*, arn:aws:eks:eu-west-1:1:cluster/store-0042, true",
        "*cluster/plant-*, arn:aws:eks:eu-west-1:1:cluster/store-0042, false",
        "'{store,plant}-*', STORE-1, true",
        "'{store,plant}-*', store, false",
        "'a,b', 'a,b', true",
        "a}b, a}b, true",
        "a.c, abc, false",
        "(a|b)+$, (a|b)+$, true",
        "store-[!0-4], store-5, true",
        "store-[!0-4], store-4, false",
        "store-[!0-4], store-, false",
        "'[a^b]', ^, true",
        "'[a&&b]', '&', true",
        "'[]a]', ']', true",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "store, store-1, false",
    })
    void namesAreMatchedByGlobs(String glob, String name, boolean matches) {
        ClusterFilter filter = new ClusterFilter(List.of(), List.of(), Map.of(), List.of(glob));

        assertThat(filter.matches(name, null, null, Map.of())).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[a", "[!]", "[b-a]", "{a", "{a,{b}}", "a\\"})
    void whatIsNoGlobIsRefused(String glob) {
        assertThatThrownBy(() -> new ClusterFilter(List.of(), List.of(), Map.of(), List.of(glob)))
                .isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void aGlobThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> new ClusterFilter(List.of(), List.of(), Map.of(), List.of("a".repeat(257))))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("more than 256 characters");
    }

    @Test
    void manyStarsTakeNoTime() {
        ClusterFilter filter = new ClusterFilter(List.of(), List.of(), Map.of(), List.of("*a".repeat(40) + "b"));

        assertThat(filter.matches("a".repeat(200), null, null, Map.of())).isFalse();
    }
}
