package io.arcfleet.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequiredLiteralTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No Such Host ! nosuchhost",
                "dial tcp [^ ]+: i/o timeout ! :i/otimeout",
                "a\\.b\\(c ! a.b(c",
                "\\bword\\d+ly ! word",
                "colou?r of it ! rofit",
                "abc*defg ! defg",
                "abcd+ef ! abcd",
                "abcde{2,3}f ! abcd",
                "ab.cde^fg$hijkl ! hijkl",
                "one|three ! ",
                "ab(?:one|three)cd ! ab",
                "ab(?P<host>longer)cd ! longer",
                "ab(longer)cd ! longer",
                "ab(?:longer)?cd ! ab",
                "ab(?:longer)*cd ! ab",
                "ab(?:longer){0,1}cd ! ab",
                "ab(?:longer)+cd ! longer",
                "ab(x(?:[)]\\)lon)gerish)cd ! gerish",
                "[abc\\]defgh]ij ! ij",
                "x(?:[(a]b)?yz ! yz",
            })
    void isTheLongestTextOfEveryMatch(String row) {
        String[] parts = row.split(" ! ", 2);

        assertThat(RequiredLiteral.of(parts[0])).isEqualTo(parts[1]);
    }
}
