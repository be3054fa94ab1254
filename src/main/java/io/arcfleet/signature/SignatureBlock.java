package io.arcfleet.signature;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.arcfleet.signature.Signature.Confidence;
import io.arcfleet.signature.SignatureFile.Field;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One signature of a file, and what is wrong with it. */
final class SignatureBlock {

    private static final String PATTERN = "pattern";
    private static final String ARC_NEARBY = "pattern-near-arc";
    private static final List<String> ONCE = List.of("id", "title", "meaning", "remedy", "places", "confidence");
    private static final List<String> REPEATED = List.of(PATTERN, ARC_NEARBY, "reference");
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

    /** Shorter literals are in every text. */
    private static final int SHORTEST_LITERAL = 5;

    private final String file;
    private final List<Field> fields;
    private final List<Field> defaults;
    private final List<String> problems;
    private final int line;

    SignatureBlock(String file, List<Field> fields, List<Field> defaults, List<String> problems) {
        this.file = file;
        this.fields = fields;
        this.defaults = defaults;
        this.problems = problems;
        this.line = fields.getFirst().line();
    }

    /** Its patterns, each with the signature; what is wrong is among the problems. */
    List<KnownText> texts() {
        requireKnownKeys(Stream.concat(defaults.stream(), fields.stream()).toList());
        requireOnce();
        Signature signature = new Signature(
                text("id", ID::matches, "must be lower-case words with hyphens, as in dns-name-not-resolved"),
                text("title", value -> !value.endsWith("."), "must not end with a period; remove it"),
                text("meaning", value -> value.endsWith("."), "must be sentences; end it with a period"),
                text("remedy", value -> value.endsWith("."), "must be sentences; end it with a period"),
                places(),
                Stream.concat(all(PATTERN).stream(), all(ARC_NEARBY).stream())
                        .map(Field::value)
                        .toList(),
                confidence(),
                all("reference").stream()
                        .flatMap(field -> reference(field).stream())
                        .toList());
        if (signature.patterns().isEmpty()) {
            problems.add(at(line) + "has no pattern; add a line '" + PATTERN + ": ...'");
        }
        if (all("reference").isEmpty()) {
            problems.add(at(line) + "has no reference; add a line 'reference: https://...'");
        }
        List<KnownText> texts = new ArrayList<>();
        all(PATTERN).forEach(field -> compile(field, signature, false).ifPresent(texts::add));
        all(ARC_NEARBY).forEach(field -> compile(field, signature, true).ifPresent(texts::add));
        return texts;
    }

    private void requireKnownKeys(List<Field> given) {
        for (Field field : given) {
            if (!ONCE.contains(field.key()) && !REPEATED.contains(field.key())) {
                problems.add(at(field.line()) + "there is no key '" + field.key() + "'; use one of "
                        + String.join(", ", ONCE) + ", " + String.join(", ", REPEATED));
            }
        }
    }

    private void requireOnce() {
        for (String key : ONCE) {
            List<Field> given =
                    fields.stream().filter(field -> field.key().equals(key)).toList();
            if (given.size() > 1) {
                problems.add(at(given.getLast().line()) + "'" + key + "' is given twice; leave out one");
            }
        }
    }

    private List<Field> all(String key) {
        List<Field> own =
                fields.stream().filter(field -> field.key().equals(key)).toList();
        return own.isEmpty()
                ? defaults.stream().filter(field -> field.key().equals(key)).toList()
                : own;
    }

    private String text(String key, Predicate<String> usable, String otherwise) {
        List<Field> given = all(key);
        if (given.isEmpty()) {
            problems.add(at(line) + "has no " + key + "; add a line '" + key + ": ...'");
            return "";
        }
        Field field = given.getFirst();
        if (!usable.test(field.value())) {
            problems.add(at(field.line()) + "'" + key + "' " + otherwise);
        }
        return field.value();
    }

    private Set<Place> places() {
        Set<Place> places = EnumSet.noneOf(Place.class);
        for (String word : Pattern.compile(", *").split(text("places", value -> true, ""))) {
            named(Place.values(), word, "places").ifPresent(places::add);
        }
        return places;
    }

    private Confidence confidence() {
        return named(Confidence.values(), text("confidence", value -> true, ""), "confidence")
                .orElse(Confidence.POSSIBLE);
    }

    private <E extends Enum<E>> Optional<E> named(E[] values, String word, String key) {
        Optional<E> named =
                Arrays.stream(values).filter(value -> word(value).equals(word)).findFirst();
        if (named.isEmpty() && !word.isEmpty()) {
            problems.add(at(all(key).getFirst().line()) + "'" + word + "' is not one of the " + key + "; use "
                    + Arrays.stream(values).map(SignatureBlock::word).collect(Collectors.joining(", ")));
        }
        return named;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Optional<URI> reference(Field field) {
        if (field.value().startsWith("https://") && field.value().chars().noneMatch(Character::isWhitespace)) {
            return Optional.of(URI.create(field.value()));
        }
        problems.add(at(field.line()) + "'reference' must be an address; start it with https://");
        return Optional.empty();
    }

    private Optional<KnownText> compile(Field field, Signature signature, boolean arcNearby) {
        try {
            Pattern pattern = Pattern.compile(field.value(), Pattern.CASE_INSENSITIVE);
            String literal = RequiredLiteral.of(field.value());
            if (literal.length() >= SHORTEST_LITERAL && literal.chars().allMatch(c -> c < 128)) {
                return Optional.of(new KnownText(signature, pattern, literal, arcNearby));
            }
            problems.add(at(field.line()) + "the pattern has no plain text of " + SHORTEST_LITERAL
                    + " ASCII characters that is in every match; add some, or write one pattern per alternative");
        } catch (PatternSyntaxException e) {
            problems.add(at(field.line()) + "the pattern is not one of RE2: " + e.getDescription() + "; correct '"
                    + e.getPattern() + "'");
        }
        return Optional.empty();
    }

    private String at(int number) {
        return file + ":" + number + ": ";
    }
}
