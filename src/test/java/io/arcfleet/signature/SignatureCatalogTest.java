package io.arcfleet.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SignatureCatalogTest {

    private static final String TIMED_OUT = "{\"Message\":\"Post"
            + " \\\"https://eastus.dp.kubernetesconfiguration.azure.com/x\\\": dial tcp 20.42.64.45:443: i/o"
            + " timeout\",\"LogLevel\":\"Error\"}\n";
    private static final String FILE = """
            places: agent-log, cli-output
            confidence: likely
            reference: https://example.com/

            id: sure
            title: Sure
            confidence: certain
            pattern: the sure error of (?P<host>[a-z.]+)(?: at (?P<port>[0-9]+))?
            meaning: It is.
            remedy: Do.

            id: first
            title: First
            pattern: a likely error
            pattern: a likely error of two words
            meaning: It is.
            remedy: Do.

            id: second
            title: Second
            places: agent-log
            pattern-near-arc: another likely
            meaning: It is.
            remedy: Do.
            """;

    private final SignatureCatalog catalog = SignatureCatalog.of(Map.of("a.txt", FILE), List.of("Azure Arc"));

    @Test
    void anAgentsErrorHasItsHostPortAndCount() {
        List<Match> matches = SignatureCatalog.standard().find("Starting\n" + TIMED_OUT.repeat(3), Place.AGENT_LOG);

        assertThat(matches).singleElement().satisfies(match -> {
            assertThat(match.signature().id()).isEqualTo("endpoint-timed-out");
            assertThat(match.count()).isEqualTo(3);
            assertThat(match.lineNumber()).isEqualTo(2);
            assertThat(match.line()).startsWith("{\"Message\":\"Post").endsWith("\"LogLevel\":\"Error\"}");
            assertThat(match.values())
                    .containsOnly(
                            Map.entry("host", "eastus.dp.kubernetesconfiguration.azure.com"), Map.entry("port", "443"));
        });
    }

    @Test
    void theSurestComesFirstThenTheOneThatIsSeenFirst() {
        String text = "another likely thing of Azure Arc\na likely error\n\nthe sure error of a.b\n";

        assertThat(catalog.find(text, Place.AGENT_LOG))
                .extracting(match -> match.signature().id() + ":" + match.lineNumber())
                .containsExactly("sure:4", "second:1", "first:2");
    }

    @Test
    void aPlaceHasItsOwnSignaturesAndAnUnknownPlaceAll() {
        String text = "another likely thing of azure arc";

        assertThat(catalog.find(text, Place.AGENT_LOG)).hasSize(1);
        assertThat(catalog.find(text, Place.CLI_OUTPUT)).isEmpty();
        assertThat(catalog.find(text, Place.EVENT)).isEmpty();
        assertThat(catalog.explain(text)).hasSize(1);
    }

    @Test
    void whatOtherProductsPrintTooNeedsAWordOfArcNearbyUnlessThePlaceIsOfArc() {
        assertThat(catalog.find("another likely thing", Place.AGENT_LOG)).hasSize(1);
        assertThat(catalog.explain("another likely thing")).isEmpty();
        assertThat(catalog.explain("Azure Arc" + " ".repeat(2000) + "another likely thing"))
                .hasSize(1);
        assertThat(catalog.explain("Azure Arc " + "x".repeat(580) + " another likely thing"))
                .hasSize(1);
        assertThat(catalog.explain("Azure Arc " + "x".repeat(620) + " another likely thing"))
                .isEmpty();
        assertThat(catalog.explain("another likely thing " + "x".repeat(560) + " Azure Arc"))
                .hasSize(1);
        assertThat(catalog.explain("another likely thing " + "x".repeat(620) + " Azure Arc"))
                .isEmpty();
    }

    @Test
    void aWordOfArcFarAwayDoesNotHideOneNearby() {
        String far = "Azure Arc ".repeat(40) + "x".repeat(700) + "\n\n";

        assertThat(catalog.explain(far + "another likely thing")).isEmpty();
        assertThat(catalog.explain(far + "another likely thing of Azure Arc")).hasSize(1);
    }

    @Test
    void twoPatternsAtOnePlaceCountOnce() {
        assertThat(catalog.explain("a likely error of two words, a likely error")
                        .getFirst()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aGroupThatCaughtNothingHasNoValue() {
        assertThat(catalog.explain("the sure error of a.b").getFirst().values()).containsOnly(Map.entry("host", "a.b"));
        assertThat(catalog.explain("the sure error of a.b at 443").getFirst().values())
                .containsOnly(Map.entry("host", "a.b"), Map.entry("port", "443"));
    }

    @Test
    void aBrokenWordIsReadWhole() {
        Match match = catalog.explain("x\n\nit was the sure err\nor of exam\nple.com\n\ny")
                .getFirst();

        assertThat(match.values()).containsEntry("host", "example.com");
        assertThat(match.line()).isEqualTo("it was the sure error of example.com");
        assertThat(match.lineNumber()).isEqualTo(3);
    }

    @Test
    void linesBrokenBetweenWordsAreShownWithASpace() {
        Match match = catalog.explain("it was the sure\nerror of a.b").getFirst();

        assertThat(match.line()).isEqualTo("it was the sure error of a.b");
        assertThat(match.lineNumber()).isEqualTo(1);
    }

    @Test
    void aLongLineIsShownAroundTheMatch() {
        String line = "x".repeat(1000) + " the sure error of a.b " + "y".repeat(1000);

        assertThat(catalog.explain(line).getFirst().line())
                .hasSize(300)
                .startsWith("...x")
                .endsWith("y...")
                .contains("x the sure error of a.b y");
        assertThat(catalog.explain("the sure error of a.b " + "y".repeat(1000))
                        .getFirst()
                        .line())
                .hasSize(300)
                .startsWith("the sure")
                .endsWith("y...");
        assertThat(catalog.explain("x".repeat(270) + " the sure error of a.b")
                        .getFirst()
                        .line())
                .hasSize(292);
    }

    @Test
    void everyErrorOfAVeryLongLineIsCountedOnce() {
        String line = ("a likely error, " + "z".repeat(100)).repeat(500);

        assertThat(catalog.explain(line).getFirst().count()).isEqualTo(500);
        assertThat(catalog.explain("a likely error, ".repeat(2000)).getFirst().count())
                .isEqualTo(2000);
    }

    @Test
    void aMatchThatTheWindowCutsIsReadWholeByItsOwn() {
        for (int distance = 2300; distance < 2460; distance++) {
            String text = "the sure error of a" + " ".repeat(1) + "w".repeat(distance) + " the sure error of abc.def";
            assertThat(catalog.explain(text).getFirst().count()).isEqualTo(2);
        }
    }

    @Test
    void anUnknownTextHasNoCause() {
        assertThat(SignatureCatalog.standard().explain("")).isEmpty();
        assertThat(SignatureCatalog.standard().explain("Something else went wrong."))
                .isEmpty();
    }

    @Test
    void everyIdIsFound() {
        assertThat(catalog.find("first")).map(Signature::title).contains("First");
        assertThat(catalog.find("nothing")).isEmpty();
        assertThat(catalog.signatures()).extracting(Signature::id).containsExactly("sure", "first", "second");
    }

    @Test
    void aLogIsSearchedOnceAndOtherPlacesNotWithIt() {
        SignatureCatalog catalog = SignatureCatalog.standard();
        String text = "dial tcp 20.42.64.45:443: i/o timeout";

        List<Match> inLog = catalog.find(text, Place.AGENT_LOG);

        assertThat(inLog).isNotEmpty();
        assertThat(catalog.find(text, Place.AGENT_LOG)).isSameAs(inLog);
        assertThat(catalog.find(text, Place.CLI_OUTPUT)).isEmpty();
    }

    @Test
    void everyLineOfALogCountsAndIsSearchedOnce() {
        SignatureCatalog catalog = SignatureCatalog.standard();
        String log = "dial tcp 20.42.64.45:443: i/o timeout\nall is well\ndial tcp 20.42.64.46:443: i/o timeout\n";

        List<MatchedLine> lines = catalog.findPerLine(log);

        assertThat(lines)
                .extracting(MatchedLine::text)
                .containsExactly("dial tcp 20.42.64.45:443: i/o timeout", "dial tcp 20.42.64.46:443: i/o timeout");
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.matches())
                        .first()
                        .satisfies(match -> assertThat(match.line()).isEqualTo(line.text())));
        assertThat(catalog.findPerLine(log)).isSameAs(lines);
    }
}
