package io.arcfleet.arm;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryDelayTest {

    @Test
    void readsMilliseconds() {
        HttpHeaders headers = new HttpHeaders()
                .set(HttpHeaderName.fromString("x-ms-retry-after-ms"), "1500")
                .set(HttpHeaderName.RETRY_AFTER, "9");

        assertThat(RetryDelay.asked(headers)).contains(Duration.ofMillis(1_500));
    }

    @Test
    void aDateInThePastMeansNow() {
        HttpHeaders headers = new HttpHeaders()
                .set(HttpHeaderName.DATE, "Mon, 05 Jan 2026 10:00:00 GMT")
                .set(HttpHeaderName.RETRY_AFTER, "Mon, 05 Jan 2026 09:00:00 GMT");

        assertThat(RetryDelay.asked(headers)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "", "99999999999999999999", "Mon, 05 Jan 2026 10:00:00 GMT"})
    void whatCannotBeReadIsNotAsked(String value) {
        assertThat(RetryDelay.asked(new HttpHeaders().set(HttpHeaderName.RETRY_AFTER, value)))
                .isEmpty();
    }

    @Test
    void backsOffLongerWithEachTry() {
        assertThat(RetryDelay.backoff(1)).isBetween(Duration.ofMillis(500), Duration.ofMillis(625));
        assertThat(RetryDelay.backoff(3)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_500));
    }
}
