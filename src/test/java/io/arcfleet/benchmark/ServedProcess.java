package io.arcfleet.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The function app as {@code serve} runs it, in a JVM of its own with a small heap and the options of the worker. */
record ServedProcess(Process process, HttpClient http, URI scans) implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/api/scans");

    /**
     * Starts it, and waits until it answers.
     *
     * @param settings of the app: the whole environment of the JVM
     */
    static ServedProcess start(Path folder, Map<String, String> settings) throws IOException {
        List<String> options = new ArrayList<>(Jvm.SMALL);
        options.addAll(WorkerJvm.OPTIONS);
        ProcessBuilder builder = new ProcessBuilder(
                        Jvm.command(options, "io.arcfleet.local.Main", "serve", "--port", "0"))
                .redirectError(folder.resolve("serve.txt").toFile());
        builder.environment().clear();
        builder.environment().putAll(settings);
        Process process = builder.start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return new ServedProcess(process, HttpClient.newHttpClient(), URI.create(address.group()));
            }
        }
        throw new IllegalStateException("the app did not start, see " + folder.resolve("serve.txt"));
    }

    long pid() {
        return process.pid();
    }

    /** Scans the whole fleet; returns the status of the scan that has ended. */
    JsonNode scan() throws IOException, InterruptedException {
        JsonNode accepted = send(HttpRequest.newBuilder(scans).POST(HttpRequest.BodyPublishers.noBody()));
        URI status = URI.create(scans + "/" + accepted.path("scanId").asText());
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode answer = send(HttpRequest.newBuilder(status));
            if (answer.path("state").asText().equals("ended")) {
                return answer;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        throw new IllegalStateException("the scan did not end within " + DEADLINE);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(
                http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        http.close();
        process.destroyForcibly();
    }
}
