package io.arcfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SimulationServerTest {

    @TempDir
    private Path directory;

    @Test
    void printsItsAddressesAndWritesTheFilesOfTheScanner() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        SimulationServer.run(
                List.of("--directory", directory.toString(), "--clusters", "3", "--faults", "none"),
                InputStream.nullInputStream(),
                new PrintStream(printed, true, StandardCharsets.UTF_8));

        JsonNode line = SimulationClient.JSON.readTree(printed.toByteArray());
        assertThat(line.path("proxyControl").asText()).startsWith("https://127.0.0.1:");
        assertThat(Path.of(line.path("caFile").asText())).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(Path.of(line.path("cloudFile").asText()))
                .content()
                .contains("resourceManager: " + line.path("resourceManager").asText())
                .contains("tokenVariable: ARCFLEET_SIMULATION_TOKEN");
        try (var tokens = Files.list(directory.resolve("tokens"))) {
            assertThat(tokens).hasSize(3);
        }
    }

    @Test
    void refusesOptionsThatItDoesNotKnow() {
        assertThatThrownBy(() -> run("--clusters", "3")).hasMessageContaining("--directory is missing");
        assertThatThrownBy(() -> run("--directory", "x", "--speed", "3")).hasMessageContaining("--speed");
        assertThatThrownBy(() -> run("--directory", "x", "--clusters", "many")).hasMessageContaining("many");
    }

    private static void run(String... arguments) throws IOException {
        SimulationServer.run(
                List.of(arguments),
                InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    }
}
