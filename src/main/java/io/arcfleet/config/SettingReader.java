package io.arcfleet.config;

import io.arcfleet.config.SettingSpec.Amount;
import io.arcfleet.config.SettingSpec.Time;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads settings from environment variables; blank is absent, and what is refused is noted and counts as the default. */
final class SettingReader {

    private final Map<String, String> values = new TreeMap<>();
    private final Problems problems = new Problems();

    SettingReader(Map<String, String> environment) {
        environment.forEach((key, value) -> {
            if (!value.isBlank()) {
                values.put(key, value.strip());
            }
        });
    }

    /** Where problems are noted. */
    Problems problems() {
        return problems;
    }

    /** Refuses the settings when a problem was noted. */
    void refuseProblems() {
        if (!problems.lines().isEmpty()) {
            throw new SettingsException(problems.lines());
        }
    }

    /** Every key that has a value, in alphabetical order. */
    List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** The value as it was typed. */
    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The value as it was typed. */
    Optional<String> text(SettingSpec setting) {
        return text(setting.key());
    }

    int amount(Amount setting) {
        return (int)
                problems.number(setting.key(), typed(setting), setting.least(), setting.most(), setting.otherwise());
    }

    Duration time(Time setting) {
        return problems.duration(setting.key(), typed(setting), setting.least(), setting.most(), setting.otherwise());
    }

    /** The parts between separators, each stripped, without empty ones, each once. */
    List<String> list(SettingSpec setting, String separator) {
        return text(setting).stream()
                .flatMap(value -> Arrays.stream(value.split(separator, -1)))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .distinct()
                .toList();
    }

    /** The cloud that the setting names or whose file it names. */
    Cloud cloud() {
        String value = text(SettingCatalog.CLOUD).orElse(SettingCatalog.CLOUD.standard());
        Optional<Cloud> named = CloudFile.named(value);
        if (named.isPresent()) {
            return named.get();
        }
        try {
            Path file = Path.of(value);
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return CloudFile.load(file);
            }
            problems.add(
                    SettingCatalog.CLOUD.key(),
                    value,
                    "must be public, usgovernment, china or a file that can be read");
        } catch (InvalidPathException e) {
            problems.add(
                    SettingCatalog.CLOUD.key(), value, "must be public, usgovernment, china or the path of a file");
        } catch (CloudFileException e) {
            e.problems().forEach(problem -> problems.add(SettingCatalog.CLOUD.key() + " " + problem));
        }
        return Cloud.PUBLIC;
    }

    private @Nullable String typed(SettingSpec setting) {
        return values.get(setting.key());
    }
}
