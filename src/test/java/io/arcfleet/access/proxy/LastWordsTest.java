package io.arcfleet.access.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LastWordsTest {

    @Test
    void joinsTheLastThreeLines() {
        assertThat(of("one\ntwo\n\nthree\nfour").shown()).isEqualTo("two / three / four");
        assertThat(of("").shown()).isEmpty();
    }

    @Test
    void showsNoSecret() {
        assertThat(of("refused: password=hunter2222\n").shown()).isEqualTo("refused: password=[redacted]");
    }

    @Test
    void keepsLittleOfALineThatNeverEnds() {
        assertThat(of("x y ".repeat(100_000)).shown()).hasSizeLessThan(400);
    }

    @Test
    void remembersThatAPortWasTaken() {
        assertThat(of("listen tcp :1: bind: Address already in use\n" + "later\n".repeat(50))
                        .sayPortTaken())
                .isTrue();
        assertThat(of("listen tcp :1: bind: Only one usage of each socket address")
                        .sayPortTaken())
                .isTrue();
        assertThat(of("bind: permission denied").sayPortTaken()).isFalse();
    }

    private static LastWords of(String output) {
        LastWords words = new LastWords();
        words.readAll(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)));
        return words;
    }
}
