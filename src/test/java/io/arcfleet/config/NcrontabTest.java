package io.arcfleet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NcrontabTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 * * * *",
                "0 */5 * * * *",
                "0 0 9-17 * * *",
                "0 30 9 * * 1-5",
                "0 30 9 * Jan Mon",
                "0 30 9 * jan-mar mon-fri",
                "59 59 23 31 12 6",
                "0,30 5,8,10 * 1-7 * *",
                "5/15 10-40/10 * * * *",
                "  0   0 * * *   * ",
                "0 0 8 * january SUNDAY"
            })
    void acceptsWhatThePlatformDocuments(String schedule) {
        assertThatNoException().isThrownBy(() -> Ncrontab.parse(schedule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 0 * * * *      | the second cannot be '60'; give *, 0 to 59,",
                "0 60 * * * *      | the minute cannot be '60'",
                "0 0 24 * * *      | the hour cannot be '24'; give *, 0 to 23,",
                "0 0 0 0 * *       | the day cannot be '0'; give *, 1 to 31,",
                "0 0 0 32 * *      | the day cannot be '32'",
                "0 0 0 1 13 *      | the month cannot be '13'; give *, 1 to 12 or january to december,",
                "0 0 0 1 0 *       | the month cannot be '0'",
                "0 0 0 1 * 7       | the day of the week cannot be '7'; give *, 0 to 6 or sunday to saturday,",
                "0 0 0 1 * jan     | the day of the week cannot be 'jan'",
                "0 0 mon * * *     | the hour cannot be 'mon'",
                "0 0 17-9 * * *    | the hour cannot be '17-9'",
                "0 0 9-30 * * *    | the hour cannot be '9-30'",
                "0 */0 * * * *     | the minute cannot be '*/0'",
                "0 */60 * * * *    | the minute cannot be '*/60'",
                "0 */x * * * *     | the minute cannot be '*/x'",
                "0 1,,2 * * * *    | the minute cannot be '1,,2'",
                "0 1, * * * *      | the minute cannot be '1,'",
                "0 -1 * * * *      | the minute cannot be '-1'",
                "0 0 0 ? * *       | the day cannot be '?'",
                "0 0 0 L * *       | the day cannot be 'L'",
                "0 0 0 1 * 2#1     | the day of the week cannot be '2#1'",
                "0 * * * *         | has 5 fields; give six",
                "0 0 0 1 1 * 2026  | has 7 fields; give six",
                "01:00:00          | has 1 fields; give six",
                "''                | has 1 fields; give six",
                "*/-5 * * * * *    | the second cannot be '*/-5'",
                "1- * * * * *      | the second cannot be '1-'",
                "* * * * * Foo     | the day of the week cannot be 'Foo'",
                "99999999999 * * * * * | the second cannot be '99999999999'",
                "0 0 0 30 2 *      | never comes",
                "0 0 0 31 4,6 *    | never comes"
            })
    void saysWhichFieldIsWrongAndWhatItTakes(String schedule, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ncrontab.parse(schedule))
                .withMessageStartingWith(expected);
    }

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
                    0 0 0 31 * *         | 2026-04-01T00:00:00Z     | 2026-05-31T00:00:00Z
                    0 0 0 29 2 *         | 2026-03-01T00:00:00Z     | 2028-02-29T00:00:00Z
                    0 0 0 29 2 0         | 2088-03-01T00:00:00Z     | 2128-02-29T00:00:00Z
                    0 0 0 13 * 5         | 2026-03-14T00:00:00Z     | 2026-11-13T00:00:00Z
                    59 59 23 31 12 *     | 2026-12-31T23:59:59Z     | 2027-12-31T23:59:59Z
                    """)
    void findsTheNextTime(String schedule, Instant after, Instant next) {
        assertThat(Ncrontab.parse(schedule).next(after)).isEqualTo(next);
    }
}
