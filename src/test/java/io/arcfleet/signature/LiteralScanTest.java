package io.arcfleet.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LiteralScanTest {

    @Test
    void findsEveryLiteralAlsoInsideOfAnother() {
        assertThat(hits("xshey", "she", "he", "hey", "y")).containsExactly("she@4", "he@4", "hey@5", "y@5");
    }

    @Test
    void upperAndLowerCaseAndWhiteSpaceDoNotCount() {
        assertThat(hits("NO such\u000Bho st", "nosuchhost")).containsExactly("nosuchhost@13");
    }

    @Test
    void aRecordEndsALiteral() {
        assertThat(hits("no such\nhost", "nosuchhost")).isEmpty();
    }

    @Test
    void aCharacterOutsideOfAsciiEndsALiteral() {
        assertThat(hits("abécd abcd", "abcd")).containsExactly("abcd@10");
    }

    @Test
    void foldingLeavesOutWhiteSpaceAndCase() {
        assertThat(LiteralScan.folded(" No\tSuch\u000B Hóst")).isEqualTo("nosuchhóst");
    }

    @Test
    void findsWhatASearchForEachFinds() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<String> literals = IntStream.range(0, 6)
                    .mapToObj(i -> letters(random, 1 + random.nextInt(4)))
                    .distinct()
                    .toList();
            String text = letters(random, 200);

            List<String> expected = new ArrayList<>();
            for (int end = 1; end <= text.length(); end++) {
                String before = text.substring(0, end).toLowerCase(Locale.ROOT);
                for (String literal : literals) {
                    if (before.endsWith(literal)) {
                        expected.add(literal + "@" + end);
                    }
                }
            }
            assertThat(hits(text, literals.toArray(String[]::new))).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 0, 3)
                .mapToObj(i -> String.valueOf("abc".charAt(i)))
                .reduce("", String::concat);
    }

    private static List<String> hits(String text, String... literals) {
        List<String> hits = new ArrayList<>();
        new LiteralScan(List.of(literals)).scan(text, (literal, end) -> hits.add(literals[literal] + "@" + end));
        return hits;
    }
}
