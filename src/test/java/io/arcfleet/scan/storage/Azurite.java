package io.arcfleet.scan.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.core.util.ConfigurationSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Microsoft's storage emulator, started once per JVM on free loopback ports, with an account for every test. */
public final class Azurite {

    private static final Path PROGRAM = Path.of("node_modules", ".bin", "azurite");
    private static final Path FOLDER = Path.of("target", "azurite");
    private static final Duration START_DEADLINE = Duration.ofMinutes(2);
    private static final int ACCOUNTS = 100;
    private static final String ABSENT =
            "Tests are skipped: the storage emulator is not installed; get it with: npm ci";
    private static final AtomicBoolean SAID = new AtomicBoolean();
    private static final Logger LOGGER = Logger.getLogger(Azurite.class.getName());

    /** It warns on every call that it sets the content length itself; the reference keeps the level. */
    private static final Logger CLIENT_LOGGER = Logger.getLogger("com.azure.core.http.jdk.httpclient");

    private final List<Integer> ports;
    private final String key;
    private final AtomicInteger used = new AtomicInteger();
    private final HttpClient http = httpClient();

    private Azurite(List<Integer> ports, String key) {
        this.ports = ports;
        this.key = key;
    }

    /** Connection string of an empty account of its own; without the emulator, the test is skipped. */
    public static String connectionString() {
        if (!Files.isExecutable(PROGRAM) && !SAID.getAndSet(true)) {
            LOGGER.warning(ABSENT);
        }
        assumeTrue(Files.isExecutable(PROGRAM), ABSENT);
        return Started.INSTANCE.nextAccount();
    }

    /** Clients of an empty account of its own; without the emulator, the test is skipped. */
    public static StorageClients clients() {
        return clients(connectionString());
    }

    /** Clients of an account that {@link #connectionString} gave. */
    public static StorageClients clients(String connectionString) {
        return StorageClients.of(connectionString, Started.INSTANCE.http);
    }

    private String nextAccount() {
        int account = used.getAndIncrement();
        if (account >= ACCOUNTS) {
            throw new IllegalStateException("more tests than accounts: raise ACCOUNTS");
        }
        StringBuilder connection = new StringBuilder(
                "DefaultEndpointsProtocol=http;AccountName=" + name(account) + ";AccountKey=" + key + ";");
        List<String> services = List.of("Blob", "Queue", "Table");
        for (int i = 0; i < services.size(); i++) {
            connection.append(
                    "%sEndpoint=http://127.0.0.1:%d/%s;".formatted(services.get(i), ports.get(i), name(account)));
        }
        return connection.toString();
    }

    private static String name(int account) {
        return "account" + account;
    }

    private static Azurite start() {
        byte[] random = new byte[64];
        new SecureRandom().nextBytes(random);
        String key = Base64.getEncoder().encodeToString(random);
        List<Integer> ports = freePorts();
        try {
            Files.createDirectories(FOLDER);
            Process process = process(ports, key);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process), "stop-azurite"));
            awaitAnswers(process, ports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Azurite(ports, key);
    }

    private static Process process(List<Integer> ports, String key) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toAbsolutePath().toString(),
                "--silent",
                "--disableTelemetry",
                "--skipApiVersionCheck",
                "--inMemoryPersistence"));
        List<String> services = List.of("blob", "queue", "table");
        for (int i = 0; i < services.size(); i++) {
            command.addAll(List.of("--" + services.get(i) + "Host", "127.0.0.1"));
            command.addAll(List.of("--" + services.get(i) + "Port", ports.get(i).toString()));
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("output.txt").toFile());
        builder.environment()
                .put(
                        "AZURITE_ACCOUNTS",
                        IntStream.range(0, ACCOUNTS)
                                .mapToObj(account -> name(account) + ":" + key)
                                .collect(Collectors.joining(";")));
        return builder.start();
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitAnswers(Process process, List<Integer> ports) throws IOException {
        long startedAt = System.nanoTime();
        while (!ports.stream().allMatch(Azurite::answers)) {
            if (!process.isAlive() || System.nanoTime() - startedAt > START_DEADLINE.toNanos()) {
                stop(process);
                throw new IllegalStateException(
                        "the storage emulator did not start: " + Files.readString(FOLDER.resolve("output.txt")));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Integer> freePorts() {
        try (ServerSocket first = anyPort();
                ServerSocket second = anyPort();
                ServerSocket third = anyPort()) {
            return List.of(first.getLocalPort(), second.getLocalPort(), third.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket anyPort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    /** A client that reaches this machine only. */
    static HttpClient httpClient() {
        CLIENT_LOGGER.setLevel(Level.SEVERE);
        // A proxy of the environment cannot reach this machine's own ports.
        ConfigurationSource nothing = prefix -> Map.of();
        return new JdkHttpClientBuilder()
                .configuration(new ConfigurationBuilder(nothing, nothing, nothing).build())
                .build();
    }

    /** Starts it when a test first asks. */
    private static final class Started {
        static final Azurite INSTANCE = start();
    }
}
