package io.arcfleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that holds a secret does not tell it when it is made a text, as a log or an exception may do. */
final class SecretsHaveNoTextTest {

    private static final Path CLASSES = Path.of("target/classes");

    /** The packages where credentials pass. */
    private static final Pattern IN_THEM = Pattern.compile("^io.arcfleet.(access|arm|config|sink|scan.storage)\\b");

    private static final String SECRET = "hunter2-hunter2";

    /** Words in the names of components that hold secrets. */
    private static final List<String> SECRET_WORDS = List.of(
            "token", "authorization", "password", "secret", "key", "signature", "connectionstring", "assertion");

    /** Components with such a name that hold no secret: names of settings, of variables and of secrets in a vault. */
    private static final Set<String> NAMES_ONLY =
            Set.of("Amount.key", "Time.key", "Text.key", "Cloud.tokenVariable", "KeyVault.secret");

    @ParameterizedTest
    @MethodSource("records")
    void itsTextDoesNotHaveIt(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
        constructor.setAccessible(true);

        Object filled = constructor.newInstance(Arrays.stream(type.getRecordComponents())
                .map(component -> value(component, type))
                .toArray());

        assertThat(filled.toString()).isNotEmpty().doesNotContain(SECRET);
    }

    static Stream<Class<?>> records() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES.resolve("io/arcfleet"))) {
            return files
                    .map(file -> CLASSES.relativize(file).toString())
                    .filter(file ->
                            file.endsWith(".class") && IN_THEM.matcher(file).find())
                    .<Class<?>>map(SecretsHaveNoTextTest::load)
                    .filter(Class::isRecord)
                    .filter(type ->
                            Arrays.stream(type.getRecordComponents()).anyMatch(component -> isSecret(component, type)))
                    .toList()
                    .stream();
        }
    }

    private static Class<?> load(String file) {
        try {
            String name = file.substring(0, file.length() - ".class".length()).replace(File.separatorChar, '.');
            return Class.forName(name, false, SecretsHaveNoTextTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theRecordsThatAreKnownToHoldSecretsAreFound() throws IOException {
        assertThat(records().map(Class::getSimpleName)).contains("Credential", "ClientCertificate");
    }

    private static boolean isSecret(RecordComponent component, Class<?> type) {
        String name = component.getName().toLowerCase(Locale.ROOT);
        return component.getType() == String.class
                && !NAMES_ONLY.contains(type.getSimpleName() + "." + component.getName())
                && SECRET_WORDS.stream().anyMatch(name::contains);
    }

    private static @Nullable Object value(RecordComponent component, Class<?> type) {
        Class<?> wanted = component.getType();
        Map<Class<?>, Object> values = Map.of(
                String.class,
                isSecret(component, type) ? SECRET : "plain",
                int.class,
                1,
                long.class,
                1L,
                boolean.class,
                true,
                URI.class,
                URI.create("https://localhost"),
                Path.class,
                Path.of("file"),
                Instant.class,
                Instant.EPOCH,
                Duration.class,
                Duration.ofSeconds(1),
                Optional.class,
                Optional.empty(),
                List.class,
                List.of());
        return wanted == Map.class ? Map.of() : values.get(wanted);
    }
}
