package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.arcfleet.Waiting;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KubeconfigAccessTest {

    private static final TestAuthority AUTHORITY = new TestAuthority("cluster authority");
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Instant DEADLINE = NOW.plusSeconds(20);
    private static final ClusterTarget TARGET = new ClusterTarget(
            ClusterIdentity.of("s", "g", "store", null), AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "off"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    private final LoopbackServer server = LoopbackServer.https(
            AUTHORITY.serverFor(TestAuthority.loopback()), exchange -> LoopbackServer.send(exchange, 200, "fine"));
    private @Nullable KubeconfigAccess access;

    @BeforeEach
    void writeAuthority() throws IOException {
        Files.writeString(folder.resolve("ca.pem"), AUTHORITY.pem());
    }

    @AfterEach
    void close() {
        if (access != null) {
            access.close();
        }
        server.close();
    }

    @Test
    void usesTheTokenAndTheRelativeAuthorityFile() throws IOException {
        assertThat(authorization("token: abc")).isEqualTo("Bearer abc");
    }

    @Test
    void usesATokenFileBesideTheKubeconfig() throws IOException {
        Files.writeString(folder.resolve("token"), "from-file\n");

        assertThat(authorization("tokenFile: token")).isEqualTo("Bearer from-file");
    }

    @Test
    void usesAUserNameAndPassword() throws IOException {
        assertThat(authorization("{username: me, password: pw}"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("me:pw".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void usesAClientCertificate() throws IOException {
        TrustRoot.ClientCertificate certificate = AUTHORITY.clientCertificate();
        Files.writeString(folder.resolve("client.pem"), certificate.certificate());
        Files.writeString(folder.resolve("client.key"), certificate.key());

        assertThat(authorization("{client-certificate: client.pem, client-key: client.key}"))
                .isNull();
    }

    @Test
    void runsTheCredentialPluginOnceUntilItsTokenExpires() throws IOException {
        String user = plugin("""
                echo run >> "$(dirname "$0")/runs"
                test -n "$KUBERNETES_EXEC_INFO" || exit 9
                echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",'
                echo '"status":{"token":"'"$GREETING-$1"'","expirationTimestamp":"2026-03-01T10:00:00Z"}}'
                """);

        assertThat(authorization(user)).isEqualTo("Bearer hello-arg");
        assertThat(open()).isInstanceOf(Observation.Observed.class);
        assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(1);
    }

    @Test
    void runsThePluginAgainWhenItsTokenIsAboutToExpire() throws IOException {
        String user = plugin("""
                echo run >> "$(dirname "$0")/runs"
                echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",'
                echo '"status":{"token":"t","expirationTimestamp":"2026-03-01T09:00:30Z"}}'
                """);

        assertThat(authorization(user)).isEqualTo("Bearer t");
        assertThat(open()).isInstanceOf(Observation.Observed.class);
        assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(2);
    }

    @Test
    void aFailingPluginIsQuotedByItsErrorsOnly() throws IOException {
        Unavailable<ClusterTunnel> failure = failure(plugin("""
                echo secret-output
                echo 'login has expired, password=hunter2' >&2
                exit 3
                """));

        assertThat(failure.reason()).isEqualTo(Reason.NOT_PERMITTED);
        assertThat(failure.detail())
                .contains("exit code 3: login has expired")
                .doesNotContain("secret-output")
                .doesNotContain("hunter2");
    }

    @Test
    void contextsThatWaitForAPluginShareItsFailure() throws Exception {
        write(plugin("""
                echo run >> "$(dirname "$0")/runs"
                while [ ! -e "$(dirname "$0")/go" ]; do sleep 0.05; done
                exit 3
                """));
        List<FutureTask<Observation<ClusterTunnel>>> opened = new ArrayList<>();
        access = new KubeconfigAccess(load(), identity -> Optional.of("dev"), new CallReceipts(), clock());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            FutureTask<Observation<ClusterTunnel>> task = new FutureTask<>(this::open);
            opened.add(task);
            threads.add(Thread.ofPlatform().daemon().start(task));
        }
        // All wait for the plugin: one for its end, the others for their turn.
        awaitAll(threads, Thread.State.TIMED_WAITING);
        Files.createFile(folder.resolve("go"));

        for (FutureTask<Observation<ClusterTunnel>> task : opened) {
            assertThat(failure(task.get(60, TimeUnit.SECONDS)).detail()).contains("exit code 3");
        }
        assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(1);
        open();
        assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(2);
    }

    @Test
    void anAuthProviderWhoseTokenIsGarbageIsAFailureOfItsContext() throws IOException {
        Unavailable<ClusterTunnel> failure =
                failure("auth-provider: {name: oidc, config: {id-token: not-a-token, refresh-token: r}}");

        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure.detail()).contains("cannot be read").doesNotContain("not-a-token");
    }

    @Test
    void aPluginThatTalksNonsenseIsNotQuoted() throws IOException {
        Unavailable<ClusterTunnel> failure = failure(plugin("echo secret-output\n"));

        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure.detail()).doesNotContain("secret-output");
    }

    @Test
    void aPluginThatHangsIsEndedWithItsChildren() throws IOException {
        write(plugin("sleep 60 &\nsleep 60\n"));

        Unavailable<ClusterTunnel> failure = failure(opened(NOW.plus(Duration.ofMillis(300))));

        assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void aPluginThatLeavesAChildWithItsOutputIsNotWaitedFor() throws IOException {
        Path child = folder.resolve("child");
        write(plugin("sleep 120 &\necho $! > '" + child + "'\necho '{}'\n"));
        try {
            Unavailable<ClusterTunnel> failure = assertTimeoutPreemptively(
                    Duration.ofSeconds(60), () -> failure(opened(NOW.plus(Duration.ofMillis(500)))));

            // The runtime may or may not close the pipe when the plugin itself has ended.
            assertThat(failure.reason()).isIn(Reason.TIMED_OUT, Reason.MALFORMED);
        } finally {
            if (Files.exists(child)) {
                long pid = Long.parseLong(Files.readString(child).strip());
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void aPluginThatIsNotThereIsSaid() throws IOException {
        assertThat(failure("exec: {apiVersion: client.authentication.k8s.io/v1, command: ./absent}")
                        .detail())
                .contains("cannot be started: ./absent");
    }

    @Test
    void anExpiredProviderTokenIsNotRefreshed() throws IOException {
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"exp\":1000}".getBytes(StandardCharsets.UTF_8));
        String token = "eyJhbGciOiJub25lIn0." + claims + ".";

        assertThat(failure("auth-provider: {name: oidc, config: {id-token: " + token + ", refresh-token: r}}")
                        .detail())
                .contains("has expired")
                .doesNotContain(claims);
    }

    @Test
    void aMissingFileIsSaidWithoutItsContent() throws IOException {
        assertThat(failure("tokenFile: absent").reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void aContextThatCannotBeUsedIsSaidAndNothingIsSent() throws IOException {
        write("{token: abc}}\n- {name: masked, user: {token: abc, as: admin}");
        Files.writeString(
                folder.resolve("config"),
                "- {name: bad, context: {cluster: c, user: masked}}\n",
                StandardOpenOption.APPEND);
        access = new KubeconfigAccess(load(), identity -> Optional.of("bad"), new CallReceipts(), clock());

        Unavailable<ClusterTunnel> failure = failure(access.open(TARGET, DEADLINE));

        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED);
        assertThat(failure.detail()).contains("the context bad", "acts as somebody else (as)");
        assertThat(access.openContext("dev", DEADLINE).seen()).isPresent();
        assertThat(server.received()).isEmpty();
    }

    @Test
    void aClusterWithoutAContextIsNotAttempted() throws IOException {
        write("token: abc");
        access = new KubeconfigAccess(load(), identity -> Optional.empty(), new CallReceipts(), clock());

        assertThat(access.open(TARGET, DEADLINE))
                .isEqualTo(Observation.unavailable(
                        Reason.NOT_ATTEMPTED, "no context of the kubeconfig is named like this cluster"));
        assertThat(access.openContext("absent", DEADLINE).failure())
                .get()
                .extracting(Unavailable::reason)
                .isEqualTo(Reason.NOT_FOUND);
        assertThat(access.openContext("dev", NOW).failure())
                .get()
                .extracting(Unavailable::reason)
                .isEqualTo(Reason.TIMED_OUT);
    }

    /** The header that a cluster got from a user of this kind. */
    private @Nullable String authorization(String user) throws IOException {
        write(user);
        try (ClusterTunnel tunnel = opened(DEADLINE).seen().orElseThrow()) {
            Observation<String> answer = tunnel.get(
                    KubernetesRequest.json("/version"),
                    body -> new String(body.readAllBytes(), StandardCharsets.UTF_8),
                    Duration.ofSeconds(10));
            assertThat(answer).isEqualTo(Observation.of("fine"));
        }
        return server.received().getLast().authorization();
    }

    private static void awaitAll(List<Thread> threads, Thread.State state) throws InterruptedException {
        Waiting.until(
                "all threads are " + state, () -> threads.stream().allMatch(thread -> thread.getState() == state));
    }

    private Unavailable<ClusterTunnel> failure(String user) throws IOException {
        write(user);
        return failure(opened(DEADLINE));
    }

    private static Unavailable<ClusterTunnel> failure(Observation<ClusterTunnel> opened) {
        return opened.failure().orElseThrow(() -> new AssertionError(opened));
    }

    private Observation<ClusterTunnel> opened(Instant deadline) {
        access = new KubeconfigAccess(load(), identity -> Optional.of("dev"), new CallReceipts(), clock());
        return access.open(TARGET, deadline);
    }

    /** Opens once more with the same access. */
    private Observation<ClusterTunnel> open() {
        if (access == null) {
            throw new IllegalStateException("not opened before");
        }
        return access.open(TARGET, DEADLINE);
    }

    private Kubeconfig load() {
        return Kubeconfig.load(folder.resolve("config"));
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private String plugin(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("plugin.sh"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin.sh, args: [arg], "
                + "env: [{name: GREETING, value: hello}]}";
    }

    private void write(String user) throws IOException {
        String content = user.startsWith("{") ? user : "{" + user + "}";
        Files.writeString(folder.resolve("config"), """
                clusters:
                - {name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority: ca.pem}}
                users:
                - {name: u, user: %s}
                contexts:
                - {name: dev, context: {cluster: c, user: u}}
                """.formatted(server.port(), content));
    }
}
