package io.arcfleet.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.HttpPipelinePolicy;
import io.arcfleet.CapturedLog;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.Severity;
import io.arcfleet.sink.FakeIngestion.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

final class LogAnalyticsSinkTest {
    private static final IngestionEndpoint ENDPOINT = new IngestionEndpoint(
            URI.create("https://dcr.example.com"), "dcr-0123456789abcdef", "https://monitor.azure.us");
    private static final String TOKEN = "eyJhbGciOiJub25lIn0.c2VjcmV0.c2lnbmF0dXJl";

    private static final Clock SOON_AFTER =
            Clock.fixed(ClusterReports.OBSERVED.plus(Duration.ofHours(1)), ZoneOffset.UTC);

    private final FakeIngestion service = new FakeIngestion();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> scopes = new ArrayList<>();
    private final AtomicInteger counted = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private Clock clock = SOON_AFTER;

    @Test
    void rows_go_to_the_stream_of_their_table_with_a_token_of_the_clouds_audience() throws IOException {
        try (LogAnalyticsSink sink = sink(DeliveryPolicy.defaults())) {
            sink.deliver(List.of(ClusterReports.broken("store-1"), ClusterReports.healthy("store-2")));
            sink.deliver(ClusterReports.partialScan(Map.of(Health.BROKEN, 1), 2));
        }

        assertThat(service.streams())
                .containsExactly("Custom-ArcFleetFindings_CL", "Custom-ArcFleetClusters_CL", "Custom-ArcFleetScans_CL");
        assertThat(service.rows("Custom-ArcFleetFindings_CL")).hasSize(2);
        assertThat(service.rows("Custom-ArcFleetClusters_CL"))
                .extracting(row -> row.get("ClusterName").textValue())
                .containsExactly("store-1", "store-2");
        assertThat(service.paths())
                .allMatch(path -> path.startsWith("/dataCollectionRules/dcr-0123456789abcdef/streams/Custom-"));
        assertThat(service.authorizations()).containsOnly("Bearer " + TOKEN);
        assertThat(scopes).containsOnly("https://monitor.azure.us/.default");
        assertThat(counted).hasValue(3);
    }

    @Test
    void a_fleet_without_findings_sends_no_empty_call() {
        try (LogAnalyticsSink sink = sink(DeliveryPolicy.defaults())) {
            sink.deliver(List.of(ClusterReports.healthy("store-1")));
            sink.deliver(List.of());
        }

        assertThat(service.streams()).containsExactly("Custom-ArcFleetClusters_CL");
    }

    @Test
    void many_rows_are_split_into_calls_of_at_most_a_megabyte() throws IOException {
        List<ClusterReport> reports = IntStream.range(0, 3_000)
                .mapToObj(i -> ClusterReports.withFinding("store-" + i, Severity.LOW, "check", "m".repeat(300)))
                .toList();

        try (LogAnalyticsSink sink = sink(DeliveryPolicy.defaults())) {
            sink.deliver(reports);
        }

        assertThat(service.sizes()).hasSizeGreaterThan(4).allMatch(size -> size <= 1_000_000);
        assertThat(service.rows("Custom-ArcFleetFindings_CL")).hasSize(3_000);
        assertThat(service.rows("Custom-ArcFleetClusters_CL")).hasSize(3_000);
    }

    @Test
    void only_the_refused_batch_is_sent_again_after_growing_pauses() throws IOException {
        service.answer(Answer.status(500), Answer.status(503), Answer.status(204));

        try (LogAnalyticsSink sink = sink(DeliveryPolicy.defaults())) {
            sink.deliver(List.of(ClusterReports.broken("store-1")));
        }

        assertThat(service.streams())
                .containsExactly(
                        "Custom-ArcFleetFindings_CL",
                        "Custom-ArcFleetFindings_CL",
                        "Custom-ArcFleetFindings_CL",
                        "Custom-ArcFleetClusters_CL");
        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(counted).as("repeats are counted too").hasValue(4);
    }

    @Test
    void the_pause_that_a_throttling_service_asks_for_is_kept() {
        service.answer(Answer.status(429).with("Retry-After", "17"), Answer.status(204));

        try (LogAnalyticsSink sink = sink(DeliveryPolicy.defaults())) {
            sink.deliver(List.of(ClusterReports.healthy("store-1")));
        }

        assertThat(pauses).containsExactly(Duration.ofSeconds(17));
    }

    @Test
    void a_batch_that_is_too_large_is_halved() throws IOException {
        service.answer(Answer.status(413));

        try (LogAnalyticsSink sink = sink(DeliveryPolicy.defaults())) {
            sink.deliver(List.of(
                    ClusterReports.healthy("store-1"),
                    ClusterReports.healthy("store-2"),
                    ClusterReports.healthy("store-3")));
        }

        assertThat(service.accepted()).hasSize(2);
        assertThat(service.rows("Custom-ArcFleetClusters_CL"))
                .extracting(row -> row.get("ClusterName").textValue())
                .containsExactly("store-1", "store-2", "store-3");
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_single_row_that_is_too_large_is_lost_and_the_others_are_not() {
        service.answer(Answer.status(413), Answer.status(413), Answer.status(204));

        try (LogAnalyticsSink sink = sink(DeliveryPolicy.defaults())) {
            assertThatExceptionOfType(DeliveryException.class)
                    .isThrownBy(() ->
                            sink.deliver(List.of(ClusterReports.healthy("store-1"), ClusterReports.healthy("store-2"))))
                    .satisfies(e -> assertThat(e.lostRows()).isEqualTo(1));
        }
    }

    @Test
    void what_is_finally_lost_is_counted_and_the_other_streams_are_still_delivered() throws IOException {
        service.answer(Answer.status(500), Answer.status(500));
        DeliveryPolicy twice =
                new DeliveryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(1));

        try (LogAnalyticsSink sink = sink(twice)) {
            assertThatExceptionOfType(DeliveryException.class)
                    .isThrownBy(() -> sink.deliver(List.of(ClusterReports.broken("store-1"))))
                    .satisfies(e -> assertThat(e.lostRows()).isEqualTo(2))
                    .withMessageContaining("2 rows could not be delivered to https://dcr.example.com")
                    .withMessageContaining("500");
        }
        assertThat(service.rows("Custom-ArcFleetClusters_CL")).hasSize(1);
    }

    @Test
    void a_refusal_is_not_repeated_and_its_message_carries_no_token() {
        service.answer(Answer.status(403)
                .body("{\"error\":{\"code\":\"OperationFailed\",\"message\":\"The token Bearer " + TOKEN
                        + " does not have access\"}}"));

        try (LogAnalyticsSink sink = sink(DeliveryPolicy.defaults())) {
            assertThatExceptionOfType(DeliveryException.class)
                    .isThrownBy(() -> sink.deliver(List.of(ClusterReports.healthy("store-1"))))
                    .withMessageContaining("403")
                    .withMessageContaining("OperationFailed")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("eyJ"));
        }
        assertThat(service.streams()).hasSize(1);
    }

    @Test
    void a_connection_that_breaks_is_tried_again() {
        service.answer(Answer.broken(new IOException("connection reset")), Answer.status(204));

        try (LogAnalyticsSink sink = sink(DeliveryPolicy.defaults())) {
            sink.deliver(List.of(ClusterReports.healthy("store-1")));
        }

        assertThat(service.accepted()).hasSize(1);
    }

    @Test
    void a_service_that_does_not_answer_costs_the_timeout_of_the_call() {
        service.answer(Answer.never(), Answer.never());
        DeliveryPolicy impatient =
                new DeliveryPolicy(2, Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofMinutes(1));

        try (LogAnalyticsSink sink = sink(impatient)) {
            assertThatExceptionOfType(DeliveryException.class)
                    .isThrownBy(() -> sink.deliver(List.of(ClusterReports.healthy("store-1"))))
                    .withMessageContaining("no answer within 50 ms");
        }
    }

    @Test
    void a_server_that_accepts_and_stays_silent_cannot_hold_up_the_real_client() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            IngestionEndpoint endpoint = new IngestionEndpoint(
                    URI.create("https://127.0.0.1:" + silent.getLocalPort()), ENDPOINT.ruleId(), ENDPOINT.audience());
            DeliveryPolicy impatient =
                    new DeliveryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(100), Duration.ofMinutes(1));
            TokenCredential credential = request -> Mono.just(token());

            try (LogAnalyticsSink sink = new LogAnalyticsSink(
                    endpoint, credential, new JdkHttpClientBuilder().build(), List.of(), impatient, SOON_AFTER)) {
                assertThatExceptionOfType(DeliveryException.class)
                        .isThrownBy(() -> sink.deliver(List.of(ClusterReports.healthy("store-1"))))
                        .withMessageContaining("no answer within 100 ms");
            }
        }
    }

    @Test
    void no_pause_starts_that_would_end_after_the_deadline() {
        service.answer(Answer.status(429).with("Retry-After", "3600"));

        try (LogAnalyticsSink sink = sink(DeliveryPolicy.defaults())) {
            assertThatExceptionOfType(DeliveryException.class)
                    .isThrownBy(() -> sink.deliver(List.of(ClusterReports.healthy("store-1"))));
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_credential_that_fails_is_not_asked_again() {
        AtomicInteger asked = new AtomicInteger();
        TokenCredential failing = request -> {
            asked.incrementAndGet();
            return Mono.error(new ClientAuthenticationException("no account is signed in", null));
        };

        try (LogAnalyticsSink sink = sink(failing, DeliveryPolicy.defaults())) {
            assertThatExceptionOfType(DeliveryException.class)
                    .isThrownBy(() -> sink.deliver(List.of(ClusterReports.healthy("store-1"))))
                    .withMessageContaining("no account is signed in");
        }
        assertThat(asked).hasValue(1);
        assertThat(service.streams()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"P2D, false", "P2DT1S, true", "-P1D, false", "-P1DT1S, true"})
    void a_row_that_will_lose_its_time_is_sent_all_the_same_and_the_log_says_so(Duration age, boolean lost)
            throws IOException {
        clock = Clock.fixed(ClusterReports.OBSERVED.plus(age), ZoneOffset.UTC);
        try (CapturedLog log = CapturedLog.of(Logger.getLogger(ArrivalWindow.class.getName()));
                LogAnalyticsSink sink = sink(DeliveryPolicy.defaults())) {
            sink.deliver(List.of(ClusterReports.broken("store-1"), ClusterReports.healthy("store-2")));

            assertThat(log.lines("rows will lose their time"))
                    .hasSize(lost ? 2 : 0)
                    .allSatisfy(line -> {
                        assertThat(line.level()).isEqualTo(Level.WARNING);
                        assertThat(line.message()).contains("rows=2", "first=2026-07-01T08:00:00Z");
                    });
        }
        assertThat(service.rows("Custom-ArcFleetClusters_CL")).hasSize(2);
    }

    private LogAnalyticsSink sink(DeliveryPolicy policy) {
        TokenCredential credential = request -> {
            scopes.addAll(request.getScopes());
            return Mono.just(token());
        };
        return sink(credential, policy);
    }

    private LogAnalyticsSink sink(TokenCredential credential, DeliveryPolicy policy) {
        HttpPipelinePolicy counter = new HttpPipelinePolicy() {
            @Override
            public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
                counted.incrementAndGet();
                return next.process();
            }
        };
        return new LogAnalyticsSink(
                ENDPOINT, credential, service, List.of(counter), policy, clock, this::pass, now::get);
    }

    private static AccessToken token() {
        return new AccessToken(TOKEN, OffsetDateTime.of(2100, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
    }

    private void pass(Duration time) {
        pauses.add(time);
        now.addAndGet(time.toNanos());
    }
}
