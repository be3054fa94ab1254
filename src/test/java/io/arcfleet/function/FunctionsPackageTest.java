package io.arcfleet.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.FunctionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The build fails when the package lacks a function that pom.xml names; this holds pom.xml to the functions. */
final class FunctionsPackageTest {

    private static final Pattern FILE = Pattern.compile("<file name=\"(\\w+)/function\\.json\" />");

    @Test
    void theBuildAsksForEveryFunctionInThePackage() throws IOException {
        List<String> asked = FILE.matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(asked)
                .containsExactlyElementsOf(Functions.all().stream()
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .map(method -> method.getAnnotation(FunctionName.class))
                        .filter(Objects::nonNull)
                        .map(FunctionName::value)
                        .toList());
    }
}
