package io.arcfleet.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arcfleet.signature.SignatureCatalog;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExplainApiTest {

    private static final OpenApi OPEN_API = OpenApi.load();
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "Application/JSON";

    private final ExplainApi api = new ExplainApi(SignatureCatalog.standard());

    @Test
    void aTextHasItsCausesWithTheLineAndTheRemedy() throws IOException {
        Answer answer = api.explain(
                "first\n\nlookup gbl.his.arc.azure.com on 10.0.0.10:53: no such host\n\nProxy closed externally", TEXT);

        OPEN_API.assertPromised("/api/explain", "post", answer);
        assertThat(answer.status()).isEqualTo(200);
        JsonNode causes = json(answer).path("causes");
        assertThat(causes)
                .extracting(cause -> cause.path("id").asText())
                .containsExactly("client-proxy-gone", "dns-name-not-resolved");
        assertThat(causes.path(1).path("lineNumber").asInt()).isEqualTo(3);
        assertThat(causes.path(1).path("values").path("host").asText()).isEqualTo("gbl.his.arc.azure.com");
    }

    @Test
    void anUnknownTextHasNoCause() throws IOException {
        Answer answer = api.explain("psql: could not connect", "");

        OPEN_API.assertPromised("/api/explain", "post", answer);
        assertThat(json(answer).path("causes")).isEmpty();
    }

    @Test
    void thePlaceSaysWhichErrorsAreMeant() throws IOException {
        String line = "x509: certificate signed by unknown authority";

        assertThat(json(api.explain("{\"text\": \"" + line + "\"}", JSON)).path("causes"))
                .isEmpty();
        assertThat(json(api.explain("{\"text\": \"" + line + "\", \"place\": \"agent-log\"}", JSON))
                        .path("causes"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json | The body is not JSON",
                "[] | text: must be a string.",
                "{\"text\": 1} | text: must be a string.",
                "{\"text\": \" \"} | There is no text",
                "{\"text\": \"x\", \"place\": \"moon\"} | place: must be one of agent-log, cli-output, event",
                "{\"text\": \"x\", \"plaice\": 1} | 'plaice' is not a field here",
            })
    void badBodiesAreRefusedInWords(String body, String words) {
        Answer answer = api.explain(body, JSON);

        OPEN_API.assertPromised("/api/explain", "post", answer);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void noTextAndTooMuchTextAreRefused() {
        Answer none = api.explain("", TEXT);
        Answer huge = api.explain("é".repeat(600_000), TEXT);

        OPEN_API.assertPromised("/api/explain", "post", none);
        OPEN_API.assertPromised("/api/explain", "post", huge);
        assertThat(none.status()).isEqualTo(400);
        assertThat(huge.status()).isEqualTo(413);
    }

    private static JsonNode json(Answer answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
