package io.arcfleet.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code infra/scripts/package.sh} with stand-ins for Java, Maven and the script that gets the proxy. */
@Timeout(60)
final class PackageScriptIT {

    private static final String SCRIPT = "infra/scripts/package.sh";
    private static final String MADE = "target/azure-functions/arc-fleet-scanner";

    @TempDir
    private Path folder;

    /** How the script ended, and all that it printed. */
    private record Finished(int status, String output) {}

    @BeforeEach
    void layOut() throws IOException {
        assumeTrue(
                Stream.of("/bin", "/usr/bin").anyMatch(bin -> Files.isExecutable(Path.of(bin, "bash"))),
                "bash is not installed");
        Files.createDirectories(folder.resolve("infra/scripts"));
        Files.copy(Path.of(SCRIPT), folder.resolve(SCRIPT));
        program("infra/scripts/get-arc-proxy.sh", "echo \"proxy: $*\"");
        program(
                "bin/mvn",
                "echo \"mvn: $*\"; mkdir -p %s; cd %s; touch host.json local.settings.json".formatted(MADE, MADE));
    }

    @Test
    void anOldJdkIsRefusedBeforeAnythingIsDone() throws Exception {
        Finished run = run("17", Map.of());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains("is version 17", "JDK 21 or newer", "JAVA_HOME")
                .doesNotContain("mvn:");
        assertThat(folder.resolve("target")).doesNotExist();
    }

    @Test
    void javaOfTheOldCountingIsRefused() throws Exception {
        assertThat(run("1.8", Map.of()).output()).contains("is version 8");
    }

    @Test
    void theFunctionsAreLaidOutWithoutTheSettingsOfALaptop() throws Exception {
        Path stale = folder.resolve("target/deployment/stale.jar");
        Files.createDirectories(folder.resolve("target/deployment"));
        Files.createFile(stale);

        Finished run = run("21", Map.of());

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("-DskipTests package").doesNotContain("proxy:");
        assertThat(folder.resolve("target/deployment"))
                .isDirectoryContaining("glob:**/host.json")
                .isDirectoryNotContaining("glob:**/local.settings.json");
        assertThat(stale).doesNotExist();
    }

    @Test
    void theProxyGoesBesideTheFunctions() throws Exception {
        Finished run = run("25", Map.of("CLUSTER_ACCESS", "arc-proxy", "ARC_PROXY_DIGEST", "sha256:0"));

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("proxy: --os linux --arch amd64 --output target/deployment/arcProxy --digest sha256:0");
    }

    @Test
    void anotherWayIntoClustersIsRefused() throws Exception {
        assertThat(run("21", Map.of("CLUSTER_ACCESS", "arcproxy")).output()).contains("off or arc-proxy");
    }

    private Finished run(String javaVersion, Map<String, String> environment) throws Exception {
        program("jdk/bin/java", "echo '    java.specification.version = %s' >&2".formatted(javaVersion));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", folder.resolve(SCRIPT).toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Finished(process.exitValue(), Files.readString(output));
    }

    private void program(String name, String command) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
