package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.check.clusterconnect.ReadRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AccessManifestTest {

    private static final Path FOLDER = Path.of("infra/cluster-access");

    @Test
    void everyRuleBelongsToOnePart() {
        assertThat(Arrays.stream(AccessManifest.values()).flatMap(part -> part.rules().stream()))
                .containsExactlyInAnyOrderElementsOf(ReadRule.ALL);
    }

    @ParameterizedTest
    @EnumSource
    void theFileOfAPartIsTheShippedOneAndHasItsRules(AccessManifest part) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(part.folder()))) {
            assertThat(files.filter(file -> !file.endsWith("kustomization.yaml")))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasContent(part.yaml()));
        }
        assertThat(part.rules())
                .allSatisfy(rule -> assertThat(part.yaml())
                        .contains(rule.resource())
                        .contains(rule.namespace().isEmpty() ? "kind: ClusterRole" : "namespace: " + rule.namespace()));
    }

    @Test
    void everyFolderIsAPart() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertThat(folders.filter(folder -> Files.exists(folder.resolve("kustomization.yaml")))
                            .map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(AccessManifest.values())
                            .map(AccessManifest::folder)
                            .toList());
        }
    }
}
