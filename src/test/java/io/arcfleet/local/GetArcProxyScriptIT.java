package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code infra/scripts/get-arc-proxy.sh} against a registry on this machine. */
@Timeout(60)
final class GetArcProxyScriptIT {

    private static final Path SCRIPT = Path.of("infra/scripts/get-arc-proxy.sh");
    private static final String REPOSITORY = "/v2/azureconnectivity/proxy/linux/amd64/arc-proxy";
    private static final String VERSION = "1.3.029301";
    private static final String PROGRAM = "#!/bin/sh\necho proxy\n";
    private static final String OCI = "application/vnd.oci.image.manifest.v1+json";

    @TempDir
    private Path folder;

    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer registry;

    GetArcProxyScriptIT() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        for (String tool : List.of("bash", "curl", "tar")) {
            assumeTrue(
                    Stream.of("/bin", "/usr/bin", "/usr/local/bin")
                            .anyMatch(bin -> Files.isExecutable(Path.of(bin, tool))),
                    tool + " is not installed");
        }
        registry.setExecutor(threads);
        registry.createContext("/", this::answer);
        registry.start();
    }

    @AfterEach
    void stop() {
        registry.stop(0);
        threads.shutdownNow();
    }

    @Test
    void thePinnedProxyIsInstalledWithItsLicences() throws Exception {
        String manifest = manifest(good().compressed());
        publish(manifest, good().compressed());
        Path output = folder.resolve("proxy");

        Finished run = run("--output", output.toString(), "--digest", digest(bytes(manifest)));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(output).hasContent(PROGRAM).isExecutable();
        assertThat(folder.resolve("proxy.LICENSE.txt")).hasContent("licence");
        assertThat(folder.resolve("proxy.ThirdPartyNotice.txt")).hasContent("notice");
        assertThat(run.out())
                .contains(output.toString(), VERSION, digest(bytes(PROGRAM)).substring(7));
        assertThat(accepted).contains(OCI + ", application/vnd.docker.distribution.manifest.v2+json");
        assertThat(files()).as("nothing else is left").hasSize(3);
    }

    @Test
    void theDefaultNameSaysWhatItIs() throws Exception {
        publish(manifest(good().compressed()), good().compressed());

        assertThat(run().status()).isZero();
        assertThat(folder.resolve("arcProxy_linux_amd64_" + VERSION)).isExecutable();
    }

    @Test
    void aProxyThatIsThereIsReplaced() throws Exception {
        publish(manifest(good().compressed()), good().compressed());
        Path output = Files.writeString(folder.resolve("proxy"), "old");

        assertThat(run("--output", output.toString()).status()).isZero();
        assertThat(output).hasContent(PROGRAM);
    }

    @Test
    void aRedirectToTheBlobIsFollowed() throws Exception {
        byte[] archive = good().compressed();
        publish(manifest(archive), archive);
        String blob = blobPath(archive);
        contents.put("/elsewhere", contents.remove(blob));
        redirects.put(blob, "/elsewhere");

        assertThat(run().status()).isZero();
    }

    @Test
    void aRedirectToAFileOfThisMachineIsNot() throws Exception {
        byte[] archive = good().compressed();
        publish(manifest(archive), archive);
        Path local = Files.write(folder.resolve("archive"), archive);
        redirects.put(blobPath(archive), local.toUri().toString());

        assertRefused("could not be fetched", "archive");
    }

    @Test
    void aManifestLaidOutOverLinesIsRead() throws Exception {
        byte[] archive = good().compressed();
        publish(manifest(archive).replace(",", " ,\n  ").replace(":{", " : {\n").replace("[", "[\n\t"), archive);

        assertThat(run().status()).isZero();
    }

    @Test
    void anArchiveThatIsNotTheNamedOneIsRefused() throws Exception {
        byte[] archive = good().compressed();
        publish(manifest(archive), archive);
        contents.put(blobPath(archive), good().file("dist/more.txt", "x").compressed());

        assertRefused("is not the one that the manifest names");
    }

    @Test
    void anArchiveOfAnotherSizeIsRefused() throws Exception {
        byte[] archive = good().compressed();
        publish(manifest(archive).replace("\"size\":" + archive.length, "\"size\":" + (archive.length + 1)), archive);

        assertRefused("is not the one that the manifest names");
    }

    @Test
    void anotherManifestThanThePinnedOneIsRefused() throws Exception {
        publish(manifest(good().compressed()), good().compressed());

        assertThat(run("--digest", "sha256:" + "0".repeat(64)).err()).contains("has the digest", "Find out why");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("strangeManifests")
    void aManifestOfAnotherFormIsRefused(String manifest, String words) throws Exception {
        publish(manifest, good().compressed());

        assertRefused(words);
    }

    static Stream<Arguments> strangeManifests() throws Exception {
        byte[] archive = good().compressed();
        String manifest = manifest(archive);
        String layer = layer(archive, "arc-proxy.tar.gz");
        return Stream.of(
                Arguments.of(manifest.replace(layer, layer + "," + layer), "exactly one layer"),
                Arguments.of(manifest.replace(layer, ""), "exactly one layer"),
                Arguments.of(manifest.replace("layers", "manifests"), "no list of layers"),
                Arguments.of(manifest.replace(digest(archive), "sha512:00"), "no SHA-256"),
                Arguments.of(manifest.replace(digest(archive), "../../" + digest(archive)), "no SHA-256"),
                Arguments.of(manifest.replace("\"size\":" + archive.length, "\"size\":9999999999"), "no usable size"),
                Arguments.of(manifest.replace("arc-proxy.tar.gz", "arc-proxy.zip"), "no .tar.gz"),
                Arguments.of(manifest.replace("arc-proxy.tar.gz", "a\\u002e.tar.gz"), "escaped"),
                Arguments.of("<html></html>", "no JSON object"));
    }

    @ParameterizedTest
    @MethodSource("hostileArchives")
    void anArchiveWithWhatDoesNotBelongThereIsNotUnpacked(TarArchive archive, String words) throws Exception {
        publish(manifest(archive.compressed()), archive.compressed());

        assertRefused("the archive has what does not belong into it: " + words);
    }

    static Stream<Arguments> hostileArchives() {
        return Stream.of(
                Arguments.of(good().file("dist/../../escaped", "x"), "the path dist/../../escaped"),
                Arguments.of(good().file("../arcproxy", "x"), "the path ../arcproxy"),
                Arguments.of(good().file("/tmp/arcproxy", "x"), "the path /tmp/arcproxy"),
                Arguments.of(good().entry("dist/link", TarArchive.SYMBOLIC_LINK, "/etc/passwd"), "dist/link"),
                Arguments.of(good().entry("dist/link", TarArchive.HARD_LINK, "dist/LICENSE.txt"), "dist/link"),
                Arguments.of(good().entry("dist/device", TarArchive.DEVICE, ""), "dist/device"),
                Arguments.of(good().file("dist/extra.txt", "x"), "dist/extra.txt"),
                Arguments.of(good().file("dist/arcProxyOther", "x"), "a second program"),
                Arguments.of(good().file("dist/deeper/arcproxy", "x"), "dist/deeper/arcproxy, too deep"),
                Arguments.of(good().entry("dist/deeper/", TarArchive.DIRECTORY, ""), "dist/deeper/, too deep"),
                Arguments.of(good().entry("other/", TarArchive.DIRECTORY, ""), "files in several directories"),
                Arguments.of(new TarArchive().file("dist/arcProxyLinux", "x"), "no licence"),
                Arguments.of(
                        new TarArchive().file("LICENSE.txt", "x").file("ThirdPartyNotice.txt", "x"), "no program"));
    }

    @Test
    void whatIsNoArchiveIsRefused() throws Exception {
        byte[] none = bytes("no archive");
        publish(manifest(none), none);

        assertRefused("the archive cannot be read");
    }

    @Test
    void aVersionThatIsNotThereIsSaidWithWhatWasAskedFor() throws Exception {
        Finished run = run("--version", "9.9.9");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("404", "Look at --version, --os and --arch", "linux/amd64/arc-proxy:9.9.9");
        assertThat(files()).isEmpty();
    }

    @Test
    void aRegistryThatDoesNotAnswerIsSaidWithWhatToAllow() throws Exception {
        registry.stop(0);

        assertThat(run().err()).contains("could not be fetched", "over port 443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--os solaris",
                "--arch sparc",
                "--version ../../x",
                "--digest sha256:1",
                "--registry http://example.com",
                "--registry mcr.microsoft.com/x",
                "--output /nowhere/proxy",
                "--version",
                "--nonsense"
            })
    void wrongArgumentsAreRefusedBeforeAnythingIsFetched(String arguments) throws Exception {
        Finished run = run(arguments.split(" ", -1));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(arguments.split(" ", -1)[0], "--help' shows what can be given");
        assertThat(accepted).isEmpty();
    }

    private void assertRefused(String words, String... left) throws Exception {
        Finished run = run();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(words);
        assertThat(run.out()).isEmpty();
        assertThat(files()).as("nothing is left").containsExactlyInAnyOrder(left);
    }

    private static TarArchive good() {
        return new TarArchive()
                .entry("dist/", TarArchive.DIRECTORY, "")
                .file("dist/arcProxyLinux1.3.029301", PROGRAM)
                .file("dist/LICENSE.txt", "licence")
                .file("dist/ThirdPartyNotice.txt", "notice");
    }

    private static String manifest(byte[] archive) throws NoSuchAlgorithmException {
        return """
                {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"application/vnd.unknown.config.v1+json",\
                "digest":"%s","size":2},"layers":[%s],"annotations":{"org.opencontainers.image.created":"2025"}}""".formatted(OCI, digest(bytes("{}")), layer(archive, "arc-proxy.tar.gz"));
    }

    private static String layer(byte[] archive, String title) throws NoSuchAlgorithmException {
        return "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"%s\",\"size\":%d,"
                        .formatted(digest(archive), archive.length)
                + "\"annotations\":{\"org.opencontainers.image.title\":\"" + title + "\"}}";
    }

    private void publish(String manifest, byte[] archive) throws NoSuchAlgorithmException {
        contents.put(manifestPath(), bytes(manifest));
        contents.put(blobPath(archive), archive);
    }

    private static String manifestPath() {
        return REPOSITORY + "/manifests/" + VERSION;
    }

    private static String blobPath(byte[] archive) throws NoSuchAlgorithmException {
        return REPOSITORY + "/blobs/" + digest(archive);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            accepted.add(String.valueOf(exchange.getRequestHeaders().getFirst("Accept")));
            byte[] content = contents.get(path);
            if (redirects.containsKey(path)) {
                exchange.getResponseHeaders().set("Location", redirects.get(path));
                exchange.sendResponseHeaders(307, -1);
            } else if (content == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        }
    }

    private record Finished(int status, String out, String err) {}

    /** Runs the script in the test's folder, for linux/amd64 and the registry of the test unless told otherwise. */
    private Finished run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                SCRIPT.toAbsolutePath().toString(),
                "--arch",
                "amd64",
                "--registry",
                "http://127.0.0.1:" + registry.getAddress().getPort()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("script", ".out");
        Path err = Files.createTempFile("script", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = process.waitFor(30, TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended).as("the script ended in time").isTrue();
            return new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(byte[] content) throws NoSuchAlgorithmException {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
