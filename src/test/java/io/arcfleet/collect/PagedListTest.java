package io.arcfleet.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.MetadataOnly;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PagedListTest {

    private static final String PATH = "/api/v1/things";

    private final RecordedCluster cluster = new RecordedCluster();
    private final PagedList<MetadataOnly, String> list = new PagedList<>(
            MetadataOnly.class, item -> Optional.ofNullable(item.metadata()).map(KubernetesJson.Metadata::name));

    @Test
    void followsTheContinueTokenToTheEnd() {
        cluster.answer(
                PATH,
                request -> Observation.of(
                        switch (request.query().getOrDefault("continue", "")) {
                            case "" -> page("b", "one", "two");
                            case "b" -> page("c", "three");
                            default -> page("", "four");
                        }));

        assertThat(read()).isEqualTo(Observation.of(List.of("one", "two", "three", "four")));
        assertThat(cluster.requests())
                .allMatch(request -> "500".equals(request.query().get("limit")));
    }

    @Test
    void startsOnceMoreWhenTheTokenHasExpired() {
        AtomicInteger expired = new AtomicInteger();
        cluster.answer(PATH, request -> {
            if (!request.query().containsKey("continue")) {
                return Observation.of(page("b", "one"));
            }
            return expired.getAndIncrement() == 0
                    ? Observation.unavailable(Reason.NOT_FOUND, "410 Gone")
                    : Observation.of(page("", "two"));
        });

        assertThat(read()).isEqualTo(Observation.of(List.of("one", "two")));
    }

    @Test
    void givesUpWhenTheTokenExpiresAgain() {
        cluster.answer(
                PATH,
                request -> request.query().containsKey("continue")
                        ? Observation.unavailable(Reason.NOT_FOUND, "410 Gone")
                        : Observation.of(page("b", "one")));

        assertThat(read()).isEqualTo(Observation.unavailable(Reason.NOT_FOUND, "410 Gone"));
        assertThat(cluster.requests()).hasSize(4);
    }

    @Test
    void aListBeyondTheCapIsUnavailableAndNotTruncated() {
        cluster.answer(PATH, request -> Observation.of(page("more", "one")));

        assertThat(read())
                .isEqualTo(Observation.unavailable(Reason.MALFORMED, "/api/v1/things has more than 10000 objects"));
        assertThat(cluster.requests()).hasSize(PagedList.MAX_PAGES);
    }

    @Test
    void aFailureOfALaterPageFailsTheRead() {
        cluster.answer(
                PATH,
                request -> request.query().containsKey("continue")
                        ? Observation.unavailable(Reason.TIMED_OUT, "slow")
                        : Observation.of(page("b", "one")));

        assertThat(read()).isEqualTo(Observation.unavailable(Reason.TIMED_OUT, "slow"));
    }

    @Test
    void anEmptyListIsSeen() {
        cluster.answer(PATH, "{\"kind\":\"ThingList\",\"metadata\":{},\"items\":null}");

        assertThat(read()).isEqualTo(Observation.of(List.of()));
    }

    private Observation<List<String>> read() {
        return list.read(cluster, KubernetesRequest.json(PATH), Budget.of(Duration.ofSeconds(5)));
    }

    private static String page(String next, String... names) {
        String items = String.join(
                ",",
                List.of(names).stream()
                        .map(name -> "{\"metadata\":{\"name\":\"" + name + "\"}}")
                        .toList());
        return "{\"kind\":\"ThingList\",\"metadata\":{\"continue\":\"" + next + "\"},\"items\":[" + items + "]}";
    }
}
