package io.arcfleet.config;

import static org.assertj.core.api.Assertions.assertThat;

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
                "  0   0 * * *   * "
            })
    void acceptsWhatThePlatformDocuments(String schedule) {
        assertThat(Ncrontab.problem(schedule)).isEmpty();
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
                "0 0 0 1 13 *      | the month cannot be '13'; give *, 1 to 12 or jan to dec,",
                "0 0 0 1 0 *       | the month cannot be '0'",
                "0 0 0 1 * 7       | the day of the week cannot be '7'; give *, 0 to 6 or sun to sat,",
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
                "01:00:00          | has 1 fields; give six"
            })
    void saysWhichFieldIsWrongAndWhatItTakes(String schedule, String expected) {
        assertThat(Ncrontab.problem(schedule)).get().asString().startsWith(expected);
    }
}
