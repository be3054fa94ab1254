package io.arcfleet.signature;

import io.arcfleet.GeneratedPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/signatures.md} to the catalogue. */
final class SignaturesPageTest {

    private static final GeneratedPage PAGE = new GeneratedPage(Path.of("docs", "signatures.md"));

    @Test
    void thePageListsEverySignatureAsTheCatalogueDoes() throws IOException {
        PAGE.holds(page());
    }

    private static String page() {
        String head = """
                # Signatures

                The error texts that `explain`, `POST /api/explain` and the checks of agents' logs know. This page is made from
                the catalogue in `src/main/resources/io/arcfleet/signature`; `mvn test -Dtest=SignaturesPageTest
                -Darcfleet.rewrite=true` makes it anew. A text that other products print too counts in the output of a command
                only with a word of Azure Arc nearby.

                | id | cause | seen in | sure |
                |---|---|---|---|
                """;
        String rows = SignatureCatalog.standard().signatures().stream()
                .map(signature -> "| [%1$s](#%1$s) | %2$s | %3$s | %4$s |%n"
                        .formatted(signature.id(), signature.title(), places(signature), word(signature.confidence())))
                .collect(Collectors.joining());
        String sections = SignatureCatalog.standard().signatures().stream()
                .map(SignaturesPageTest::section)
                .collect(Collectors.joining());
        return head + rows + sections;
    }

    private static String section(Signature signature) {
        String references =
                signature.references().stream().map(page -> "<" + page + ">").collect(Collectors.joining(", "));
        return "%n## %s%n%n**%s.** %s%n%n*Remedy:* %s%n%n%s%n"
                .formatted(signature.id(), signature.title(), signature.meaning(), signature.remedy(), references);
    }

    private static String places(Signature signature) {
        return Arrays.stream(Place.values())
                .filter(signature.places()::contains)
                .map(SignaturesPageTest::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
