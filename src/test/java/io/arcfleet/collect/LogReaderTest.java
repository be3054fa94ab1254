package io.arcfleet.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LogReaderTest {

    private static final LogChoice.Wanted WANTED =
            new LogChoice.Wanted("config-agent-1-x", "deployment/config-agent", "config-agent", false, false);
    private static final String PATH = "/api/v1/namespaces/azure-arc/pods/config-agent-1-x/log";

    private final RecordedCluster cluster = new RecordedCluster();

    @Test
    void theNewestOfLongLinesAreKept() {
        List<String> log = lines(200, 600);
        cluster.answer(PATH, request -> Observation.of(kubelet(log, request)));

        String text = read().seen().orElseThrow();

        assertThat(text).hasSizeBetween(LogRedaction.MAX_BYTES - 600, LogRedaction.MAX_BYTES);
        assertThat(text.lines().toList()).isEqualTo(log.subList(200 - text.length() / 600, 200));
        assertThat(cluster.requests()).hasSize(1);
    }

    @Test
    void theNewestOfLinesBeyondTheLimitAreReadWithASecondQuestion() {
        List<String> log = lines(300, 16_000);
        cluster.answer(PATH, request -> Observation.of(kubelet(log, request)));

        assertThat(read().seen().orElseThrow().lines().toList()).isEqualTo(log.subList(296, 300));
        assertThat(cluster.requests())
                .extracting(request -> request.query().get("tailLines"))
                .containsExactly("200", "50");
    }

    @Test
    void olderLinesAreKeptWhenTheSecondQuestionIsNotAnswered() {
        List<String> log = lines(200, 16_000);
        cluster.answer(
                PATH,
                request -> cluster.requests().size() == 1
                        ? Observation.of(kubelet(log, request))
                        : Observation.unavailable(Reason.TIMED_OUT, "slow"));

        assertThat(read().seen().orElseThrow()).contains(log.get(63)).doesNotContain(log.get(199));
    }

    @Test
    void theLogOfARunThatWasCleanedAwayIsEmpty() {
        cluster.answer(
                PATH,
                request -> Observation.unavailable(
                        Reason.MALFORMED,
                        "the API server answered HTTP 400: previous terminated container \"config-agent\" in pod"
                                + " \"config-agent-1-x\" not found"));

        assertThat(read()).isEqualTo(Observation.of(""));
    }

    @Test
    void aServerWithoutALimitIsNotReadForEver() {
        cluster.answer(PATH, "x".repeat(99).concat("\n").repeat(50_000));

        assertThat(read().seen().orElseThrow()).hasLineCount(LogRedaction.MAX_LINES);
        assertThat(cluster.requests()).hasSize(2);
    }

    @Test
    void onlyLinesOfTheLastDayAreAskedFor() {
        cluster.answer(PATH, "");

        assertThat(read()).isEqualTo(Observation.of(""));
        assertThat(cluster.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.query()).containsEntry("sinceSeconds", "86400"));
    }

    @Test
    void theSilenceOfAnAgentThatShouldTalkIsNoLog() {
        cluster.answer(PATH, "");
        LogChoice.Wanted talker =
                new LogChoice.Wanted(WANTED.pod(), WANTED.workload(), WANTED.container(), false, true);

        assertThat(read(talker))
                .isEqualTo(Observation.unavailable(
                        Reason.NOT_FOUND, "the log of deployment/config-agent has no line of the last 24 hours"));
        cluster.answer(PATH, "token is valid\n");
        assertThat(read(talker)).isEqualTo(Observation.of("token is valid\n"));
    }

    @Test
    void aLogThatCannotBeReadSaysWhy() {
        cluster.fail(PATH, Reason.NOT_PERMITTED, "403");

        assertThat(read()).isEqualTo(Observation.unavailable(Reason.NOT_PERMITTED, "403"));
        assertThat(cluster.requests()).hasSize(1);
    }

    private Observation<String> read() {
        return read(WANTED);
    }

    private Observation<String> read(LogChoice.Wanted wanted) {
        return new LogReader().read(cluster, wanted, Budget.of(Duration.ofSeconds(30)));
    }

    /** Numbered lines of so many bytes, line ends included. */
    private static List<String> lines(int count, int size) {
        return IntStream.range(0, count)
                .mapToObj(number -> String.format("line %03d ", number))
                .map(start -> start + ". ".repeat(size).substring(0, size - start.length() - 1))
                .toList();
    }

    /** As the kubelet answers: the last lines, and of these the first bytes. */
    private static String kubelet(List<String> log, KubernetesRequest request) {
        int tail = Integer.parseInt(request.query().get("tailLines"));
        int limit = Integer.parseInt(request.query().get("limitBytes"));
        String text = log.stream().skip(Math.max(0, log.size() - tail)).collect(Collectors.joining("\n", "", "\n"));
        return text.substring(0, Math.min(limit, text.length()));
    }
}
