package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arcfleet.snapshot.ClusterIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RememberedClustersTest {

    private static final String KEY = "cluster.example/dev";
    private static final ClusterIdentity STORE = ClusterIdentity.of("s-1", "Stores", "Store-1", "westeurope");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    @Test
    void theNextScanKnowsTheClusterAsItWas() {
        RememberedClusters first = RememberedClusters.in(folder.resolve("new"));
        first.put(KEY, STORE);
        first.save();

        assertThat(RememberedClusters.in(folder.resolve("new")).at(KEY)).contains(STORE);
    }

    @Test
    void aClusterWithoutALocationComesBackWithoutOne() {
        ClusterIdentity nowhere = ClusterIdentity.of("s-1", "Stores", "Store-1", null);
        RememberedClusters first = RememberedClusters.in(folder);
        first.put(KEY, nowhere);
        first.save();

        assertThat(RememberedClusters.in(folder).at(KEY)).contains(nowhere);
    }

    @Test
    void anIdThatWasMadeOfTheContextIsNotWorthRemembering() {
        RememberedClusters clusters = RememberedClusters.in(folder);

        clusters.put(KEY, new ClusterIdentity("kubeconfig:" + KEY, "dev", null, null, null));

        assertThat(clusters.at(KEY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"cluster.example/dev\":",
                "{\"cluster.example/dev\":null}",
                "{\"cluster.example/dev\":{}}",
                "{\"cluster.example/dev\":{\"subscriptionId\":\"s\",\"resourceGroup\":\"g\",\"name\":\"n\",\"location\":null}}"
            })
    void aDamagedFileIsMadeAnew(String content) throws IOException {
        Files.writeString(folder.resolve("contexts.json"), content);

        RememberedClusters clusters = RememberedClusters.in(folder);

        assertThat(clusters.at(KEY)).isEmpty();
        clusters.put(KEY, STORE);
        clusters.save();
        assertThat(RememberedClusters.in(folder).at(KEY)).contains(STORE);
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));

        assertThatThrownBy(() -> RememberedClusters.in(file).save())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("a-file");
    }
}
