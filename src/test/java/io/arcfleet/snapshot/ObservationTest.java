package io.arcfleet.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ObservationTest {

    private static final Observation<String> SEEN = Observation.of("");
    private static final Observation<String> REFUSED = Observation.unavailable(Reason.NOT_PERMITTED, "403");
    private static final Observation<Integer> LATE = Observation.unavailable(Reason.TIMED_OUT, "10 s");
    private static final Observation<Integer> ABSENT = Observation.unavailable(Reason.NOT_FOUND, "404");

    @Test
    void theFirstUnseenPartIsTheFirstThatIsUnavailable() {
        assertThat(Observation.firstUnseen(SEEN, LATE, REFUSED))
                .containsSame(LATE.failure().orElseThrow());
        assertThat(Observation.firstUnseen(SEEN, SEEN)).isEmpty();
        assertThat(Observation.firstUnseen()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotUnseen() {
        assertThat(Observation.firstUnseen(ABSENT, SEEN)).isEmpty();
        assertThat(Observation.firstUnseen(ABSENT, REFUSED))
                .containsSame(REFUSED.failure().orElseThrow());
    }
}
