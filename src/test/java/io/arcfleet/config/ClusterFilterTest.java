package io.arcfleet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    })
    void namesAreMatchedByGlobs(String glob, String name, boolean matches) {
        ClusterFilter filter = new ClusterFilter(List.of(), List.of(), Map.of(), List.of(glob));

        assertThat(filter.matches(name, null, null, Map.of())).isEqualTo(matches);
    }
}
