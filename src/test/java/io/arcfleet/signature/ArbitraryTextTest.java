package io.arcfleet.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Throws random texts and damaged examples at the catalogue. */
final class ArbitraryTextTest {

    private static final SignatureCatalog CATALOG = SignatureCatalog.standard();
    private static final String ALPHABET = "ab \t\r\n\u001B[]0;m\\\"'{}\u000B\u0007\u2018é\uD83D\uDE00:/.-_()|*+?^$";

    @Test
    void randomTextsHaveNoCauseAndDoNoHarm() {
        Random random = new Random(20261122);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(400), 0, ALPHABET.length()).forEach(i -> text.append(ALPHABET.charAt(i)));

            assertThat(CATALOG.explain(text.toString())).isEmpty();
        }
    }

    @Test
    void damagedExamplesGiveTheSameAnswerEachTime() {
        Random random = new Random(4);
        for (Example example : Example.all()) {
            StringBuilder text = new StringBuilder(example.text());
            for (int change = 0; change < 8; change++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                    default -> text.insert(at, text.substring(at));
                }
            }
            List<Match> matches = CATALOG.explain(text.toString());

            assertThat(CATALOG.explain(text.toString())).isEqualTo(matches);
            assertThat(matches).allSatisfy(match -> {
                assertThat(match.line()).isNotBlank().hasSizeLessThanOrEqualTo(300);
                assertThat(match.lineNumber())
                        .isBetween(
                                1,
                                (int) text.chars()
                                                .filter(c -> c == '\n' || c == '\r')
                                                .count()
                                        + 1);
                assertThat(match.count()).isPositive();
            });
        }
    }

    @Test
    void aMegabyteOfBeginningsIsAnswered() {
        String text = "dial tcp 1: lookup a https://a \" is forbidden: User \"a connectedk8s ".repeat(16_000);

        assertThat(CATALOG.explain(text)).isEmpty();
    }
}
