package io.arcfleet.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.fleet.FleetInventory;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScopeWordsTest {

    private static final ClusterFilter STORES =
            new ClusterFilter(List.of("rg"), List.of(), Map.of("env", "prod"), List.of("store-*"));

    @Test
    void the_whole_fleet_needs_no_key() {
        assertThat(ScopeWords.of(scope(List.of(), ClusterFilter.all(), List.of())))
                .isEqualTo(Map.of("subscriptions", "all", "clusters", "all"));
    }

    @Test
    void filters_are_named() {
        assertThat(ScopeWords.of(scope(List.of(), STORES, List.of())))
                .containsEntry("resourceGroups", "rg")
                .containsEntry("tags", "env=prod")
                .containsEntry("names", "store-*")
                .doesNotContainKey("locations");
    }

    @Test
    void two_scopes_never_have_the_same_words() {
        assertThat(List.of(
                        ScopeWords.of(scope(List.of(), ClusterFilter.all(), List.of("/a"))),
                        ScopeWords.of(scope(List.of(), ClusterFilter.all(), List.of("/b"))),
                        ScopeWords.of(scope(List.of(), STORES, List.of())),
                        ScopeWords.of(scope(subscriptions(0), ClusterFilter.all(), List.of())),
                        ScopeWords.of(scope(subscriptions(1), ClusterFilter.all(), List.of()))))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_same_scope_has_the_same_words_in_whatever_order() {
        assertThat(ScopeWords.of(scope(List.of("b", "a"), ClusterFilter.all(), List.of("/y", "/x"))))
                .isEqualTo(ScopeWords.of(scope(List.of("a", "b"), ClusterFilter.all(), List.of("/x", "/y"))));
    }

    @Test
    void a_long_list_is_counted() {
        assertThat(ScopeWords.of(scope(subscriptions(0), ClusterFilter.all(), List.of())))
                .containsEntry("subscriptions", "100 of them");
    }

    private static List<String> subscriptions(int from) {
        return IntStream.range(from, from + 100)
                .mapToObj(i -> "00000000-0000-0000-0000-%012d".formatted(i))
                .toList();
    }

    private static FleetInventory.Scope scope(List<String> subscriptions, ClusterFilter filter, List<String> clusters) {
        return new FleetInventory.Scope(subscriptions, filter, clusters);
    }
}
