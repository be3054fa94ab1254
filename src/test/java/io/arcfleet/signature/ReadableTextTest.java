package io.arcfleet.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadableTextTest {

    @Test
    void coloursAndTitlesOfTerminalsAreLeftOut() {
        assertThat(read("\u001B[1;31mred\u001B[0m \u001B]0;title\u0007text\u001B(end\u001B7!"))
                .isEqualTo("red textend!");
        assertThat(read("cut \u001B")).isEqualTo("cut");
        assertThat(read("cut \u001B[12")).isEqualTo("cut");
        assertThat(read("cut \u001B]0;title")).isEqualTo("cut");
        assertThat(read("a\u001B]0;title\nb")).isEqualTo("a|b");
        assertThat(read("a\u001B\nb")).isEqualTo("a|b");
    }

    @Test
    void whiteSpaceIsOneSpace() {
        assertThat(read("  a \t\u00A0 b  ")).isEqualTo("a b");
    }

    @Test
    void aLineBreakIsKeptOnlyWhereNoSpaceIsAround() {
        assertThat(read("a\nb")).isEqualTo("a|b");
        assertThat(read("a\r\nb")).isEqualTo("a|b");
        assertThat(read("a\rb")).isEqualTo("a|b");
        assertThat(read("a \nb")).isEqualTo("a b");
        assertThat(read("a\n  b")).isEqualTo("a b");
    }

    @Test
    void anEmptyLineEndsARecord() {
        assertThat(read("a\n\nb")).isEqualTo("a/b");
        assertThat(read("a\r\n \r\n b")).isEqualTo("a/b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Message\"",
                "[2026/11/22 10:00:00]",
                "I1122 10:00:00.1 1 main.go:1]",
                "W1122 10:00",
                "E1122 10:00",
                "F1122 10:00",
                "ERROR: x",
                "WARNING: x",
                "INFO: x",
                "time=\"2026\"",
                "level=error",
                "2026-11-22T10:00:00Z x",
                "2026/11/22 10:00:00 x",
                "11/22/2026 10:00:00 x",
            })
    void aTimeStampJsonOrLevelStartsARecord(String line) {
        assertThat(read("a\n" + line)).isEqualTo("a/" + line);
        assertThat(read("a\n  " + line)).isEqualTo("a/" + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{x",
                "[abcd]",
                "[12",
                "I112 10",
                "I1122:",
                "Error",
                "Warning",
                "timed",
                "let",
                "202",
                "2026x11x22",
                "2026-1x",
                "11/2",
                "11.22.2026",
                "1"
            })
    void otherLinesGoOn(String line) {
        assertThat(read("a\n" + line)).isEqualTo("a|" + line);
    }

    @Test
    void quotesAreStraightAndNotEscaped() {
        assertThat(read("\\\"a\\\" \\\\\\\"b\" \u2018c\u2019 \u201Cd\u201D \\e \\"))
                .isEqualTo("\"a\" \"b\" 'c' \"d\" \\e \\");
    }

    @Test
    void aCharacterKnowsItsLine() {
        ReadableText text = ReadableText.of("one\r\ntwo\n\n\n  five\nsix");

        assertThat(text.characters().toString()).isEqualTo("one\u000Btwo\nfive\u000Bsix");
        assertThat(text.lineNumber(0)).isEqualTo(1);
        assertThat(text.lineNumber(2)).isEqualTo(1);
        assertThat(text.lineNumber(4)).isEqualTo(2);
        assertThat(text.lineNumber(8)).isEqualTo(5);
        assertThat(text.lineNumber(11)).isEqualTo(5);
        assertThat(text.lineNumber(13)).isEqualTo(6);
        assertThat(text.lineStart(10)).isEqualTo(8);
        assertThat(text.lineEnd(10)).isEqualTo(13);
        assertThat(text.lineEnd(14)).isEqualTo(16);
    }

    @Test
    void manyLinesAreCounted() {
        ReadableText text = ReadableText.of("\n".repeat(1000) + "x\n".repeat(1000) + "end");

        assertThat(text.lineNumber(text.characters().length() - 1)).isEqualTo(2001);
    }

    private static String read(String text) {
        return ReadableText.of(text)
                .characters()
                .toString()
                .replace(ReadableText.LINE_BREAK, '|')
                .replace(ReadableText.RECORD_END, '/');
    }
}
