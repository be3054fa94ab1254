package io.arcfleet.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.Observation.Unavailable;
import org.junit.jupiter.api.Test;

final class ObservationTest {

    @Test
    void whatIsUnseenIsNamed() {
        Observation<String> refused = Observation.unavailable(Reason.NOT_PERMITTED, "403");
        assertThat(refused.unseen("events")).contains(new Unavailable<>(Reason.NOT_PERMITTED, "events: 403"));
        Observation<String> closed = Observation.unavailable(AccessFault.OVERAGE_CLAIM, "403");
        assertThat(closed.unseen("pods")).contains(new Unavailable<>(AccessFault.OVERAGE_CLAIM, "pods: 403"));
    }

    @Test
    void whatIsSeenOrIsNotThereIsNotUnseen() {
        assertThat(Observation.of("").unseen("events")).isEmpty();
        assertThat(Observation.unavailable(Reason.NOT_FOUND, "404").unseen("events"))
                .isEmpty();
    }
}
