package io.arcfleet.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.arcfleet.finding.ScanSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SinkGroupTest {
    @Test
    void every_sink_gets_everything() {
        RecordingSink first = new RecordingSink(null);
        RecordingSink second = new RecordingSink(null);

        try (SinkGroup group = new SinkGroup(List.of(first, second))) {
            group.deliver(List.of(ClusterReports.healthy("store-1")));
            group.deliver(ClusterReports.partialScan(Map.of(), 0));
        }

        assertThat(first.calls).containsExactly("reports", "summary", "close");
        assertThat(second.calls).isEqualTo(first.calls);
    }

    @Test
    void a_failing_sink_does_not_keep_the_others_from_getting_the_rows() {
        RecordingSink after = new RecordingSink(null);
        DeliveryException failure = new DeliveryException("refused", 3, new RuntimeException());
        SinkGroup group = new SinkGroup(List.of(new RecordingSink(failure), after));

        assertThatExceptionOfType(DeliveryException.class)
                .isThrownBy(() -> group.deliver(List.of(ClusterReports.broken("store-1"))))
                .isSameAs(failure);
        assertThat(after.calls).containsExactly("reports");
    }

    @Test
    void several_failures_are_combined_and_lost_rows_added() {
        SinkGroup group = new SinkGroup(List.of(
                new RecordingSink(new DeliveryException("refused", 3, new RuntimeException())),
                new RecordingSink(new IllegalStateException("broken sink"))));

        assertThatExceptionOfType(DeliveryException.class)
                .isThrownBy(() -> group.deliver(List.of(ClusterReports.broken("store-1"))))
                .withMessage("refused; RecordingSink: broken sink")
                .satisfies(e -> assertThat(e.lostRows()).isEqualTo(3 + 3))
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @Test
    void a_group_without_sinks_takes_everything() {
        assertThatNoException()
                .isThrownBy(() -> new SinkGroup(List.of()).deliver(List.of(ClusterReports.healthy("store-1"))));
    }

    private static final class RecordingSink implements FindingSink {
        private final List<String> calls = new ArrayList<>();
        private final @Nullable RuntimeException failure;

        RecordingSink(@Nullable RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        public void deliver(List<ClusterReport> reports) {
            record("reports");
        }

        @Override
        public void deliver(ScanSummary summary) {
            record("summary");
        }

        @Override
        public void close() {
            record("close");
        }

        private void record(String call) {
            calls.add(call);
            if (failure != null) {
                throw failure;
            }
        }
    }
}
