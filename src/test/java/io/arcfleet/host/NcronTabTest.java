package io.arcfleet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NcronTabTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0 */5 * * * *        | 2026-03-01T10:03:20Z     | 2026-03-01T10:05:00Z
                    0 0 * * * *          | 2026-03-01T10:00:00Z     | 2026-03-01T11:00:00Z
                    0 0 * * * *          | 2026-03-01T09:59:59.999Z | 2026-03-01T10:00:00Z
                    * * * * * *          | 2026-03-01T10:00:00.5Z   | 2026-03-01T10:00:01Z
                    0 0 */2 * * *        | 2026-03-01T10:00:01Z     | 2026-03-01T12:00:00Z
                    0 0 9-17 * * *       | 2026-03-01T17:00:00Z     | 2026-03-02T09:00:00Z
                    0 30 9 * * 1-5       | 2026-03-06T10:00:00Z     | 2026-03-09T09:30:00Z
                    0 30 9 * Jan Mon     | 2026-03-06T10:00:00Z     | 2027-01-04T09:30:00Z
                    0 30 9 * january SUN | 2026-03-06T10:00:00Z     | 2027-01-03T09:30:00Z
                    15,45 10 * * * *     | 2026-03-01T10:10:15Z     | 2026-03-01T10:10:45Z
                    0 10/20 * * * *      | 2026-03-01T10:31:00Z     | 2026-03-01T10:50:00Z
                    0 10-30/10 * * * *   | 2026-03-01T10:31:00Z     | 2026-03-01T11:10:00Z
                    0 0 17-9 * * *       | 2026-03-01T17:00:00Z     | 2026-03-02T09:00:00Z
                    0 0 0 31 * *         | 2026-04-01T00:00:00Z     | 2026-05-31T00:00:00Z
                    0 0 0 29 2 *         | 2026-03-01T00:00:00Z     | 2028-02-29T00:00:00Z
                    0 0 0 29 2 0         | 2088-03-01T00:00:00Z     | 2128-02-29T00:00:00Z
                    0 0 0 13 * 5         | 2026-03-14T00:00:00Z     | 2026-11-13T00:00:00Z
                    59 59 23 31 12 *     | 2026-12-31T23:59:59Z     | 2027-12-31T23:59:59Z
                    """)
    void finds_the_next_time(String schedule, Instant after, Instant next) {
        assertThat(NcronTab.parse(schedule).next(after)).contains(next);
    }

    @Test
    void knows_that_a_time_never_comes() {
        assertThat(NcronTab.parse("0 0 0 30 2 *").next(Instant.EPOCH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * * *",
                "* * * * * * *",
                "60 * * * * *",
                "* * 24 * * *",
                "* * * 0 * *",
                "* * * * 13 *",
                "* * * * * 7",
                "*/0 * * * * *",
                "*/-5 * * * * *",
                "1,,2 * * * * *",
                "1- * * * * *",
                "x * * * * *",
                "* * * * * Foo",
                "99999999999 * * * * *",
                "00:05:00"
            })
    void refuses_what_is_no_schedule(String schedule) {
        assertThatIllegalArgumentException().isThrownBy(() -> NcronTab.parse(schedule));
    }
}
