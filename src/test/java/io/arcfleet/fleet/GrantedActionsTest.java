package io.arcfleet.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.fleet.GrantedActions.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GrantedActionsTest {

    private static final String CLUSTERS = "Microsoft.Kubernetes/connectedClusters/read";

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "*/read, true",
        "Microsoft.Kubernetes/*/read, true",
        "Microsoft.Kubernetes/connectedClusters/*, true",
        "microsoft.kubernetes/CONNECTEDCLUSTERS/Read, true",
        "Microsoft.Kubernetes/connectedClusters/read, true",
        "*/write, false",
        "Microsoft.Kubernetes/connectedClusters, false",
        "MicrosoftXKubernetes/connectedClusters/read, false",
        "Microsoft.KubernetesConfiguration/*, false",
        "'', false",
    })
    void aStarStandsForAnyText(String pattern, boolean allowed) {
        assertThat(granted(new Role(List.of(pattern), List.of())).allow(CLUSTERS))
                .isEqualTo(allowed);
    }

    @Test
    void whatARoleTakesOutIsNotAllowedByIt() {
        assertThat(granted(new Role(List.of("*"), List.of("Microsoft.Kubernetes/*")))
                        .allow(CLUSTERS))
                .isFalse();
    }

    @Test
    void whatOneRoleTakesOutAnotherMayGive() {
        Role without = new Role(List.of("*"), List.of("Microsoft.Kubernetes/*"));
        Role reader = new Role(List.of("*/read"), List.of());
        assertThat(granted(without, reader).allow(CLUSTERS)).isTrue();
    }

    @Test
    void noRoleAllowsNothing() {
        assertThat(granted().allow(CLUSTERS)).isFalse();
    }

    private static GrantedActions granted(Role... roles) {
        return new GrantedActions(List.of(roles));
    }
}
