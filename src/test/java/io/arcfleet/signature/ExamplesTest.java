package io.arcfleet.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ExamplesTest {

    private static final SignatureCatalog CATALOG = SignatureCatalog.standard();

    @Test
    void everyExampleIsFoundHoweverItReachesUs() {
        SoftAssertions softly = new SoftAssertions();
        for (Example example : Example.all()) {
            example.variants()
                    .forEach((variant, text) -> softly.assertThat(example.matches(CATALOG, text))
                            .as("%s, %s: %s", example.id(), variant, text)
                            .extracting(match -> match.signature().id())
                            .contains(example.id()));
        }
        softly.assertAll();
    }

    @Test
    void everyPatternHasAnExample() {
        Map<String, List<String>> texts = Example.all().stream()
                .collect(Collectors.groupingBy(
                        Example::id,
                        Collectors.mapping(
                                example -> example.named("eastus", "shop-1", "myuser"), Collectors.toList())));
        SoftAssertions softly = new SoftAssertions();
        for (Signature signature : CATALOG.signatures()) {
            for (String pattern : signature.patterns()) {
                softly.assertThat(texts.getOrDefault(signature.id(), List.of()))
                        .as("examples of %s for %s", signature.id(), pattern)
                        .anyMatch(text -> Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                                .matcher(text.replace("\\\"", "\""))
                                .find());
            }
        }
        softly.assertAll();
    }

    @Test
    void everyExampleIsOfASignature() {
        assertThat(Example.all())
                .allSatisfy(example -> assertThat(CATALOG.find(example.id())).isPresent());
    }

    @ParameterizedTest
    @MethodSource("io.arcfleet.signature.Example#ofOtherProducts")
    void aSimilarTextOfAnotherProductHasNoCause(String text) {
        assertThat(CATALOG.explain(text)).isEmpty();
        assertThat(CATALOG.find(text, Place.CLI_OUTPUT)).isEmpty();
    }
}
