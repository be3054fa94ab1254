package io.arcfleet.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignatureFileTest {

    private static final String GOOD = """
            id: one
            title: One
            places: agent-log, event
            confidence: certain
            pattern: the first
              of all
            meaning: It is.
            remedy: Do
              that.
            reference: https://example.com/a
            """;

    @Test
    void aBlockIsASignature() {
        Signature signature = catalog("# comment\n" + GOOD).find("one").orElseThrow();

        assertThat(signature.title()).isEqualTo("One");
        assertThat(signature.places()).containsExactlyInAnyOrder(Place.AGENT_LOG, Place.EVENT);
        assertThat(signature.confidence()).isEqualTo(Signature.Confidence.CERTAIN);
        assertThat(signature.patterns()).containsExactly("the first of all");
        assertThat(signature.remedy()).isEqualTo("Do that.");
        assertThat(signature.references()).hasToString("[https://example.com/a]");
    }

    @Test
    void aFirstBlockWithoutIdHasWhatOthersLeaveOut() {
        SignatureCatalog catalog = catalog("places: event\nreference: https://example.com/d\nconfidence: likely\n\n\n"
                + GOOD.replace("confidence: certain\n", "") + "\n" + GOOD.replace("id: one", "id: two"));

        Signature one = catalog.find("one").orElseThrow();
        assertThat(one.confidence()).isEqualTo(Signature.Confidence.LIKELY);
        assertThat(one.places()).contains(Place.AGENT_LOG);
        assertThat(one.references()).hasToString("[https://example.com/a]");
        assertThat(catalog.find("two").orElseThrow().confidence()).isEqualTo(Signature.Confidence.CERTAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id: one | id: One | a.txt:1: 'id' must be lower-case words with hyphens, as in dns-name-not-resolved",
                "title: One | title: One. | a.txt:2: 'title' must not end with a period; remove it",
                "title: One | titel: One | a.txt:2: there is no key 'titel'; use one of id, title",
                "title: One | titel: One | a.txt:1: has no title; add a line 'title: ...'",
                "title: One | title One | a.txt:2: is not of the form 'key: value'; write it so, or indent it",
                "title: One | : One | a.txt:2: is not of the form 'key: value'; write it so, or indent it",
                "It is. | It is | a.txt:6: 'meaning' must be sentences; end it with a period",
                "that. | that | a.txt:7: 'remedy' must be sentences; end it with a period",
                "agent-log, | agentlog, | a.txt:3: 'agentlog' is not one of the places; use agent-log, event",
                "certain | sure | a.txt:4: 'sure' is not one of the confidence; use certain, likely, possible",
                "https: | http: | a.txt:9: 'reference' must be an address; start it with https://",
                "/a | /a b | a.txt:9: 'reference' must be an address; start it with https://",
                "the first | the (first | a.txt:5: the pattern is not one of RE2: missing closing ); correct",
                "the first | `(?:first|second)|last` | a.txt:5: the pattern has no plain text of 5 ASCII characters",
                "pattern: the first | pattern: [a-z]+abcd[0-9] | a.txt:5: the pattern has no plain text",
                "pattern: the first | pattern: größer[0-9] | a.txt:5: the pattern has no plain text",
                "pattern: | confidence: | a.txt:5: 'confidence' is given twice; leave out one",
                "pattern: | confidence: | a.txt:1: has no pattern; add a line 'pattern: ...'",
                "reference: | # | a.txt:1: has no reference; add a line 'reference: https://...'",
                "id: one | ` id: one` | a.txt:1: continues nothing; remove the indentation",
            })
    void aProblemNamesFileLineAndFix(String good, String bad, String problem) {
        assertThatThrownBy(() -> catalog(GOOD.replace("\n  of all", "").replace(good, bad)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void everyProblemOfEveryFileIsToldAtOnce() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.txt", GOOD.replace("It is.", "It is").replace("title: One", "title: One."));
        files.put("b.txt", GOOD);

        assertThatThrownBy(() -> SignatureCatalog.of(files, List.of()))
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "a.txt:2: 'title' must not end with a period; remove it",
                        "a.txt:7: 'meaning' must be sentences; end it with a period",
                        "b.txt: the id 'one' is given twice; choose another one"));
    }

    @Test
    void aWrongDefaultIsToldOnceForEachBlock() {
        assertThatThrownBy(() -> catalog("plaices: event\n\n" + GOOD)).hasMessageContaining("a.txt:1: there is no key");
    }

    private static SignatureCatalog catalog(String content) {
        return SignatureCatalog.of(Map.of("a.txt", content), List.of());
    }
}
