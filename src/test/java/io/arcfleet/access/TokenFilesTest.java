package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenFilesTest {

    private static final ClusterTarget STORE = target(ClusterIdentity.of("SUB", "Stores", "store-1", null));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @Test
    void fillsThePattern() throws IOException {
        write("sub/Stores/store-1", "abc.def\n");

        assertThat(new TokenFiles(folder + "/{subscription}/{resourceGroup}/{name}").tokenFor(STORE, Instant.MAX))
                .isEqualTo(Observation.of("abc.def"));
    }

    @Test
    void aPlainPathServesEveryCluster() throws IOException {
        write("token", "abc");

        assertThat(new TokenFiles(folder + "/token").tokenFor(STORE, Instant.MAX))
                .isEqualTo(Observation.of("abc"));
    }

    @Test
    void aNameCannotLeaveTheFolder() throws IOException {
        write("secret", "outside");
        Files.createDirectories(folder.resolve("tokens"));
        TokenFiles tokens = new TokenFiles(folder + "/tokens/{name}");

        for (String name : new String[] {"../secret", "..", ".", "a/../../secret", "..\\secret", ""}) {
            assertThat(tokens.tokenFor(target(ClusterIdentity.of("s", "g", name, null)), Instant.MAX)
                            .failure())
                    .as(name)
                    .isPresent();
        }
    }

    @Test
    void aMissingOrEmptyFileIsSaidWithItsPath() throws IOException {
        write("empty", "\n");
        write("two", "one two");

        assertThat(failure("/absent").detail()).contains(folder + "/absent", "cannot be read");
        assertThat(failure("/empty").detail()).contains(folder + "/empty", "is empty");
        assertThat(failure("/two").detail()).contains(folder + "/two").doesNotContain("one two");
        assertThat(failure("/absent").reason()).isEqualTo(Reason.NOT_ATTEMPTED);
    }

    @Test
    void anUnknownPartIsSaid() {
        ClusterIdentity byContext = new ClusterIdentity("kubeconfig:h/c", "c", null, null, null);

        assertThat(new TokenFiles("tokens/{resourceGroup}/{name}")
                        .tokenFor(target(byContext), Instant.MAX)
                        .failure())
                .get()
                .extracting(Unavailable::detail)
                .asString()
                .contains("not known");
    }

    private static ClusterTarget target(ClusterIdentity identity) {
        return new ClusterTarget(identity, AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "Nobody asked."));
    }

    private Unavailable<String> failure(String path) {
        return new TokenFiles(folder + path)
                .tokenFor(STORE, Instant.MAX)
                .failure()
                .orElseThrow();
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
