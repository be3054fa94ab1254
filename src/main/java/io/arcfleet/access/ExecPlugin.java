package io.arcfleet.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A credential plugin of the operator's kubeconfig, run as kubectl runs it (client.authentication.k8s.io). The official
 * client runs it too, but without a deadline, and it sends its errors to our own terminal only.
 */
final class ExecPlugin {

    private static final Set<String> VERSIONS = Set.of(
            "client.authentication.k8s.io/v1",
            "client.authentication.k8s.io/v1beta1",
            "client.authentication.k8s.io/v1alpha1");
    private static final int STDOUT_LIMIT = 1024 * 1024;
    private static final int STDERR_LIMIT = 16 * 1024;
    private static final int STDERR_SHOWN = 300;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final YamlObject exec;
    private final KubeconfigContext context;

    ExecPlugin(YamlObject exec, KubeconfigContext context) {
        this.exec = exec;
        this.context = context;
    }

    /** Runs the plugin and ends it, with everything it started, when {@code timeout} has passed. */
    Observation<Credential> run(Duration timeout) {
        String version = exec.text("apiVersion");
        if (version == null || !VERSIONS.contains(version)) {
            return failed(Reason.MALFORMED, "has an API version that is not known: " + version);
        }
        String command = exec.text("command");
        if (command == null) {
            return failed(Reason.MALFORMED, "names no command");
        }
        Process process;
        try {
            process = start(command, version);
        } catch (IOException e) {
            return failed(Reason.NOT_FOUND, "cannot be started: " + command);
        }
        // Not waited for: a child that outlives the plugin could keep a pipe open for ever.
        FutureTask<byte[]> out = new FutureTask<>(() -> readAll(process.getInputStream(), STDOUT_LIMIT));
        FutureTask<byte[]> err = new FutureTask<>(() -> readAll(process.getErrorStream(), STDERR_LIMIT));
        Thread.startVirtualThread(out);
        Thread.startVirtualThread(err);
        try {
            return await(process, out, err, version, System.nanoTime() + timeout.toNanos());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Observation<Credential> await(
            Process process, Future<byte[]> out, Future<byte[]> err, String version, long end) {
        try {
            if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return failed(Reason.TIMED_OUT, "did not end in time");
            }
            byte[] answer = out.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            int exit = process.exitValue();
            if (exit != 0) {
                byte[] words = err.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                String said = Redaction.line(new String(words, StandardCharsets.UTF_8), STDERR_SHOWN);
                return failed(
                        Reason.NOT_PERMITTED, "failed with exit code " + exit + (said.isEmpty() ? "" : ": " + said));
            }
            return parse(answer, version);
        } catch (TimeoutException e) {
            return failed(Reason.TIMED_OUT, "did not close its output in time");
        } catch (ExecutionException e) {
            return failed(Reason.MALFORMED, "gave an answer that cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(Reason.NOT_ATTEMPTED, "was given up");
        }
    }

    private Process start(String command, String version) throws IOException {
        List<String> line = new ArrayList<>();
        boolean path = command.contains("/") || command.contains(File.separator);
        line.add(path ? context.folder().resolve(command).normalize().toString() : command);
        line.addAll(exec.texts("args"));
        ProcessBuilder builder = new ProcessBuilder(line);
        for (YamlObject variable : exec.objects("env")) {
            String name = variable.text("name");
            String value = variable.text("value");
            if (name != null) {
                builder.environment().put(name, value == null ? "" : value);
            }
        }
        builder.environment().put("KUBERNETES_EXEC_INFO", execInfo(version));
        builder.redirectInput(
                Path.of(File.separatorChar == '/' ? "/dev/null" : "NUL").toFile());
        return builder.start();
    }

    /** What kubectl tells the plugin; the cluster only when the plugin asked for it. */
    private String execInfo(String version) {
        var info = JSON.createObjectNode().put("apiVersion", version).put("kind", "ExecCredential");
        var spec = info.putObject("spec").put("interactive", false);
        if (exec.isTrue("provideClusterInfo")) {
            var cluster = spec.putObject("cluster").put("server", context.server());
            for (String key : List.of("certificate-authority-data", "tls-server-name", "proxy-url")) {
                String value = context.cluster().text(key);
                if (value != null) {
                    cluster.put(key, value);
                }
            }
            if (context.cluster().isTrue("insecure-skip-tls-verify")) {
                cluster.put("insecure-skip-tls-verify", true);
            }
        }
        return info.toString();
    }

    private Observation<Credential> parse(byte[] answer, String version) {
        JsonNode root;
        try {
            root = JSON.readTree(answer);
        } catch (IOException e) {
            return failed(Reason.MALFORMED, "gave an answer that is not JSON");
        }
        if (!"ExecCredential".equals(root.path("kind").asText())
                || !version.equals(root.path("apiVersion").asText())) {
            return failed(Reason.MALFORMED, "gave an answer that is not an ExecCredential of its API version");
        }
        JsonNode status = root.path("status");
        String token = status.path("token").asText("");
        String certificate = status.path("clientCertificateData").asText("");
        String key = status.path("clientKeyData").asText("");
        if (token.isEmpty() && (certificate.isEmpty() || key.isEmpty())) {
            return failed(Reason.MALFORMED, "gave neither a token nor a certificate");
        }
        if (!token.isEmpty() && !BearerToken.isUsable(token)) {
            return failed(Reason.MALFORMED, "gave a token that cannot be sent");
        }
        return Observation.of(new Credential(
                token.isEmpty() ? null : BearerToken.header(token),
                certificate.isEmpty() || key.isEmpty() ? null : new TrustRoot.ClientCertificate(certificate, key),
                expiry(status.path("expirationTimestamp").asText(""))));
    }

    private Unavailable<Credential> failed(Reason reason, String what) {
        return new Unavailable<>(reason, "the credential plugin of the context " + context.name() + " " + what);
    }

    private static byte[] readAll(InputStream stream, int limit) throws IOException {
        byte[] read = stream.readNBytes(limit);
        // Drains the rest, so that the plugin does not block on a full pipe.
        stream.transferTo(OutputStream.nullOutputStream());
        return read;
    }

    private static @Nullable Instant expiry(String timestamp) {
        try {
            return timestamp.isEmpty() ? null : OffsetDateTime.parse(timestamp).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
