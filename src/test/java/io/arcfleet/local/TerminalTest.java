package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalTest {
    @Test
    void a_dumb_terminal_gets_neither_colours_nor_a_bar() {
        Terminal terminal = Terminal.detect(Map.of("TERM", "dumb"));

        assertThat(terminal.colours()).isFalse();
        assertThat(terminal.moves()).isFalse();
    }

    @Test
    void no_color_switches_colours_off() {
        assertThat(Terminal.detect(Map.of("TERM", "xterm-256color", "NO_COLOR", "1"))
                        .colours())
                .isFalse();
    }

    @Test
    void durations_read_as_people_write_them() {
        assertThat(DurationText.of(Duration.ofMillis(850))).isEqualTo("850 ms");
        assertThat(DurationText.of(Duration.ofMillis(12_440))).isEqualTo("12.4 s");
        assertThat(DurationText.of(Duration.ofSeconds(8))).isEqualTo("8 s");
        assertThat(DurationText.of(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
        assertThat(DurationText.of(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
    }
}
