package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.finding.Severity;
import io.arcfleet.fleet.Fleet;
import io.arcfleet.sink.ClusterReports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ProgressDisplayTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong now = new AtomicLong();

    @Test
    void a_line_says_what_is_done_what_is_broken_and_how_long_it_will_take() {
        try (ProgressDisplay progress = display(Terminal.none(), NEVER)) {
            progress.planned(fleet(60));
            assertThat(progress.line()).isEqualTo("0 of 60 clusters, 0 broken");

            now.addAndGet(TimeUnit.SECONDS.toNanos(2));
            for (int i = 0; i < 9; i++) {
                progress.scanned(ClusterReports.healthy("store-" + i));
            }
            progress.scanned(ClusterReports.withFinding("a", Severity.MEDIUM, "check", "m"));
            progress.scanned(ClusterReports.broken("b"));
            progress.scanned(ClusterReports.broken("c"));

            assertThat(progress.line()).isEqualTo("12 of 60 clusters, 2 broken, about 8 s left");
        }
    }

    @Test
    void without_a_terminal_lines_come_although_no_cluster_is_done() throws InterruptedException {
        CountDownLatch printed = new CountDownLatch(2);
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                printed.countDown();
            }
        };
        try (ProgressDisplay progress = new ProgressDisplay(Terminal.none(), stream, Duration.ofMillis(10), now::get)) {
            progress.planned(fleet(3));

            assertThat(printed.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(text().lines()).allMatch(line -> line.equals("0 of 3 clusters, 0 broken"));
        assertThat(text()).doesNotContain("\r", "\u001b");
    }

    @Test
    void on_a_terminal_a_bar_grows_to_its_end() {
        try (ProgressDisplay progress = display(new Terminal(true, true, true, true, 80), NEVER)) {
            progress.planned(fleet(2));
            progress.scanned(ClusterReports.broken("a"));
            progress.scanned(ClusterReports.healthy("b"));
        }

        assertThat(text()).contains("Scanning", "100%", "2/2", "1 broken").endsWith(System.lineSeparator());
        assertThat(text().split("\r")).allMatch(line -> line.stripTrailing().length() < 80);
    }

    @Test
    void a_terminal_that_cannot_move_its_cursor_gets_lines() {
        try (ProgressDisplay progress = display(new Terminal(true, true, false, false, 80), NEVER)) {
            progress.planned(fleet(2));
            progress.scanned(ClusterReports.broken("a"));
        }

        assertThat(text()).isEmpty();
    }

    @Test
    void an_empty_fleet_shows_nothing() {
        try (ProgressDisplay progress = display(new Terminal(true, true, true, true, 80), NEVER)) {
            progress.planned(fleet(0));
        }

        assertThat(text()).isEmpty();
    }

    private ProgressDisplay display(Terminal terminal, Duration interval) {
        return new ProgressDisplay(terminal, new PrintStream(err, true, StandardCharsets.UTF_8), interval, now::get);
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static Fleet fleet(int clusters) {
        return new Fleet(
                IntStream.range(0, clusters)
                        .mapToObj(i -> ClusterReports.healthy("store-" + i).target())
                        .toList(),
                List.of());
    }
}
