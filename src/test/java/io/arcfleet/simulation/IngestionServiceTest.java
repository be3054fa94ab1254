package io.arcfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class IngestionServiceTest {

    private static final String STREAM = "Custom-ArcFleetFindings_CL";

    private final Simulation simulation = Simulation.start(SimulationSettings.of(1), Clock.systemUTC());
    private final SimulationClient client = new SimulationClient(simulation);

    @AfterEach
    void close() {
        client.close();
        simulation.close();
    }

    @Test
    void keepsTheRowsOfPlainAndCompressedCalls() throws IOException, InterruptedException {
        assertThat(send(simulation.ruleId(), STREAM, "[{\"FindingId\":\"a\"}]", false)
                        .statusCode())
                .isEqualTo(204);
        assertThat(send(simulation.ruleId(), STREAM, "[{\"FindingId\":\"b\"},{\"FindingId\":\"c\"}]", true)
                        .statusCode())
                .isEqualTo(204);

        assertThat(simulation.rows(STREAM))
                .extracting(row -> row.path("FindingId").asText())
                .containsExactly("a", "b", "c");
        assertThat(simulation.rows("Custom-ArcFleetScans_CL")).isEmpty();
    }

    @Test
    void refusesCallsOverOneMegabyteBeforeCompression() throws IOException, InterruptedException {
        String large = "[{\"Message\":\"" + "x".repeat(1 << 20) + "\"}]";

        assertThat(send(simulation.ruleId(), STREAM, large, true).statusCode()).isEqualTo(413);
        assertThat(send(simulation.ruleId(), STREAM, large, false).statusCode()).isEqualTo(413);
        assertThat(simulation.rows(STREAM)).isEmpty();
    }

    @Test
    void refusesUnknownRulesStreamsAndContents() throws IOException, InterruptedException {
        assertThat(send("dcr-other", STREAM, "[]", false).statusCode()).isEqualTo(404);
        assertThat(send(simulation.ruleId(), "Custom-Other_CL", "[]", false).statusCode())
                .isEqualTo(404);
        assertThat(send(simulation.ruleId(), STREAM, "{}", false).statusCode()).isEqualTo(400);
        assertThat(send(simulation.ruleId(), STREAM, "[", false).statusCode()).isEqualTo(400);
        assertThatThrownBy(() -> simulation.rows("Custom-Other_CL")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesCallsWithoutTheToken() throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri(simulation.ruleId(), STREAM))
                .POST(HttpRequest.BodyPublishers.ofString("[]"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void failsAsOftenAsItIsTold() throws IOException, InterruptedException {
        simulation.ingestionFails(2, 503);

        assertThat(send(simulation.ruleId(), STREAM, "[{}]", false).statusCode())
                .isEqualTo(503);
        assertThat(send(simulation.ruleId(), STREAM, "[{}]", false).statusCode())
                .isEqualTo(503);
        assertThat(send(simulation.ruleId(), STREAM, "[{}]", false).statusCode())
                .isEqualTo(204);
    }

    private HttpResponse<String> send(String rule, String stream, String rows, boolean compressed)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = client.request(uri(rule, stream)).header("Content-Type", "application/json");
        byte[] body = rows.getBytes(StandardCharsets.UTF_8);
        if (compressed) {
            request.header("Content-Encoding", "gzip");
            body = zipped(body);
        }
        return client.send(
                request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    private URI uri(String rule, String stream) {
        return URI.create(simulation.ingestionEndpoint() + "/dataCollectionRules/" + rule + "/streams/" + stream
                + "?api-version=2023-01-01");
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
