package io.arcfleet.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClusterReportTest {

    @Test
    void aClusterThatAnsweredWasReached() {
        assertThat(ClusterReports.healthy("store-1").isUnreached()).isFalse();
    }

    @Test
    void aClusterThatDidNotAnswerWasNotReached() {
        assertThat(ClusterReports.unreached("store-1").isUnreached()).isTrue();
    }

    @Test
    void aSideThatIsSwitchedOffIsNotMissing() {
        assertThat(isUnreached(Observation.unavailable(Reason.NOT_ATTEMPTED, "off")))
                .isFalse();
    }

    /** As Azure says, there is nothing to reach: not every day's alarm. */
    @ParameterizedTest
    @EnumSource(names = {"PRIVATE_LINK", "CLUSTER_CONNECT_DISABLED"})
    void aClusterWithoutThatWayIsNotMissing(AccessFault fault) {
        assertThat(isUnreached(Observation.unavailable(fault, "as Azure says"))).isFalse();
    }

    /** Nothing is tried then; but a scan that so sees no cluster from inside must not look complete. */
    @ParameterizedTest
    @EnumSource(names = {"PROXY_MISSING", "TOKEN_MISSING", "ROLE_MISSING"})
    void whatTheScannerLacksIsMissing(AccessFault fault) {
        assertThat(isUnreached(Observation.unavailable(fault, "not there"))).isTrue();
    }

    private static boolean isUnreached(Observation<String> reached) {
        ClusterReport healthy = ClusterReports.healthy("store-1");
        return ClusterReports.report("store-1", healthy.results(), healthy.verdict(), reached)
                .isUnreached();
    }
}
