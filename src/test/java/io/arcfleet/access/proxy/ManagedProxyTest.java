package io.arcfleet.access.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.access.ClusterProxy.Endpoint;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ManagedProxyTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String SECRET = "s3cr3t-0123456789";

    @TempDir
    private Path folder;

    private @Nullable ScriptedProxy script;
    private @Nullable ManagedProxy proxy;

    @AfterEach
    void end() throws IOException {
        if (proxy != null) {
            proxy.close();
        }
        if (script != null) {
            script.close();
        }
    }

    @Test
    void startsOnceForManyThreads() throws Exception {
        ScriptedProxy living = script(ScriptedProxy.LIVES);
        ManagedProxy managed = listening(living, living.program());
        assertThat(living.pids()).isEmpty();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Observation<Endpoint>>> answers = threads.invokeAll(Collections.nCopies(
                    50, () -> managed.endpoint(CLOCK.instant().plus(LONG))));

            Endpoint expected =
                    new Endpoint(living.open().control(), living.open().api(), true, 1);
            for (Future<Observation<Endpoint>> answer : answers) {
                assertThat(answer.get()).isEqualTo(Observation.of(expected));
            }
        }

        assertThat(living.pids()).hasSize(1);
        managed.close();
        assertThat(living.runs()).isFalse();
        assertThat(managed.endpoint(CLOCK.instant().plus(LONG)).failure())
                .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo(Reason.NOT_ATTEMPTED));
    }

    @Test
    void givesTheChildAPrivateHomeAndNoneOfOurSecrets() throws Exception {
        ScriptedProxy living = script("echo \"$HOME\" > home\nenv > environment\n" + ScriptedProxy.LIVES);
        listening(living, living.program()).endpoint(CLOCK.instant().plus(LONG));

        Path home = Path.of(Files.readString(folder.resolve("home")).strip());
        assertThat(home.resolve("config.yml")).exists();
        assertThat(Files.getPosixFilePermissions(home)).hasSize(3);
        assertThat(Files.readAllLines(folder.resolve("environment")))
                .extracting(line -> line.replaceAll("=.*", ""))
                .isSubsetOf(
                        "HOME",
                        "USERPROFILE",
                        "PATH",
                        "PWD",
                        "OLDPWD",
                        "LANG",
                        "TZ",
                        "TMPDIR",
                        "_",
                        "SHLVL",
                        "http_proxy",
                        "https_proxy",
                        "no_proxy",
                        "HTTP_PROXY",
                        "HTTPS_PROXY",
                        "NO_PROXY",
                        "SSL_CERT_FILE",
                        "SSL_CERT_DIR");
        end();
        assertThat(home).doesNotExist();
    }

    @Test
    void saysWhyAProxyThatEndsAtOnceDidNotStart() throws Exception {
        ScriptedProxy failing = script("echo starting\necho 'fatal: password=" + SECRET + "' >&2\nexit 3");

        assertThat(failure(managed(failing.program()), LONG))
                .returns(AccessFault.PROXY_NOT_STARTED, Unavailable::fault)
                .satisfies(why -> assertThat(why.detail())
                        .contains("status 3", "starting / fatal:")
                        .doesNotContain(SECRET));
    }

    @Test
    void pausesAfterAStartThatFailed() throws Exception {
        ScriptedProxy failing = script("exit 3");
        ManagedProxy managed = managed(failing.program(LONG, HOUR));
        String first = failure(managed, LONG).detail();

        assertThat(failure(managed, Duration.ofMillis(50)))
                .returns(AccessFault.PROXY_NOT_STARTED, Unavailable::fault)
                .returns(first, Unavailable::detail);
        assertThat(failing.pids()).hasSize(1);
    }

    @Test
    void triesOtherPortsWhenAnotherProgramTookThem() throws Exception {
        ScriptedProxy colliding = script(
                "test $(wc -l < pids) -lt 3 && echo 'bind: address already in use' && exit 1\n" + ScriptedProxy.LIVES);

        assertThat(listening(colliding, colliding.program())
                        .endpoint(CLOCK.instant().plus(LONG))
                        .seen())
                .hasValueSatisfying(
                        endpoint -> assertThat(endpoint.generation()).isEqualTo(1));
        assertThat(colliding.pids()).hasSize(3);
    }

    @Test
    void noticesACollisionOfAProxyThatLivesOn() throws Exception {
        ScriptedProxy colliding = script("echo 'Bind: Address already in use'\n" + ScriptedProxy.LIVES);

        assertThat(failure(managed(colliding.program()), LONG).fault()).isEqualTo(AccessFault.PROXY_PORT_TAKEN);
        assertThat(colliding.pids()).hasSize(5);
        assertThat(colliding.runs()).isFalse();
    }

    @Test
    void obeysTheDeadlineOfTheCallerWhileTheProxyStarts() throws Exception {
        ScriptedProxy mute = script(ScriptedProxy.LIVES);
        ManagedProxy managed = managed(mute.program());

        assertThat(failure(managed, Duration.ofMillis(100)).fault()).isEqualTo(AccessFault.PROXY_NOT_STARTED);
        ScriptedProxy.await("the start", () -> !mute.pids().isEmpty());
        managed.close();
        assertThat(mute.runs()).isFalse();
    }

    @Test
    void givesAProxyUpThatDoesNotListen() throws Exception {
        ScriptedProxy mute = script(ScriptedProxy.LIVES);

        assertThat(failure(managed(mute.program(Duration.ofMillis(100), HOUR)), LONG))
                .returns(AccessFault.PROXY_NOT_STARTED, Unavailable::fault)
                .satisfies(why -> assertThat(why.detail()).contains("did not listen within"));
        assertThat(mute.runs()).isFalse();
    }

    @Test
    void stopsWaitingWhenTheCallerIsInterrupted() throws Exception {
        ScriptedProxy mute = script(ScriptedProxy.LIVES);
        ManagedProxy managed = managed(mute.program());

        Thread.currentThread().interrupt();
        Unavailable<Endpoint> why = failure(managed, LONG);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(why.reason()).isEqualTo(Reason.NOT_ATTEMPTED);
    }

    @Test
    void startsAProxyAgainThatEnded() throws Exception {
        ScriptedProxy living = script(ScriptedProxy.LIVES);
        ManagedProxy managed = listening(living, living.program());
        managed.endpoint(CLOCK.instant().plus(LONG));

        living.newest().destroyForcibly();

        awaitSecondStart(managed);
        assertThat(living.pids()).hasSize(2);
        assertThat(living.newest().isAlive()).isTrue();
    }

    @Test
    void endsAProxyThatAnswersNobody() throws Exception {
        ScriptedProxy mute = script(ScriptedProxy.LIVES);
        ManagedProxy managed = listening(mute, mute.program());
        managed.endpoint(CLOCK.instant().plus(LONG));

        managed.unanswered(1);

        awaitSecondStart(managed);
        assertThat(mute.pids()).hasSize(2);
    }

    @Test
    void letsAProxyLiveThatAnswers() throws Exception {
        ScriptedProxy living = script(ScriptedProxy.LIVES);
        ManagedProxy managed = listening(living, living.program());
        managed.endpoint(CLOCK.instant().plus(LONG));

        // A second look comes only when the first is over.
        try (ScriptedProxy.Answering answering = living.answering()) {
            ScriptedProxy.await("two looks", () -> {
                managed.unanswered(1);
                return answering.answers() >= 2;
            });
        }

        assertThat(living.pids()).hasSize(1);
        assertThat(living.newest().isAlive()).isTrue();
    }

    @Test
    void quotesTheLastWordsOfADeadProxyUntilItIsStartedAgain() throws Exception {
        ScriptedProxy living = script("echo 'out of memory with token=" + SECRET + "'\n" + ScriptedProxy.LIVES);
        ManagedProxy managed = listening(living, living.program(LONG, HOUR));
        managed.endpoint(CLOCK.instant().plus(LONG));

        living.newest().destroyForcibly();
        ScriptedProxy.await(
                "its end", () -> managed.endpoint(CLOCK.instant()).seen().isEmpty());

        assertThat(failure(managed, Duration.ofMillis(50)))
                .returns(AccessFault.PROXY_DIED, Unavailable::fault)
                .satisfies(why -> assertThat(why.detail())
                        .contains("status 137", "out of memory")
                        .doesNotContain(SECRET));
        assertThat(living.pids()).hasSize(1);
    }

    @Test
    void endsAProxyWhoseGuardWasKilled() throws Exception {
        ScriptedProxy living = script(ScriptedProxy.LIVES);
        ManagedProxy managed = listening(living, living.program(LONG, HOUR));
        managed.endpoint(CLOCK.instant().plus(LONG));

        living.newest().parent().orElseThrow().destroyForcibly();

        ScriptedProxy.await("its end", () -> !living.runs());
    }

    @Test
    void killsAProxyThatDoesNotWantToEnd() throws Exception {
        ScriptedProxy stubborn = script("trap '' TERM\nwhile :; do sleep 0.1; done");
        ManagedProxy managed = listening(stubborn, stubborn.program());
        managed.endpoint(CLOCK.instant().plus(LONG));

        managed.close();

        assertThat(stubborn.runs()).isFalse();
    }

    @Test
    void saysWhereAProgramIsMissing() throws Exception {
        ScriptedProxy present = script(ScriptedProxy.LIVES);
        Files.setPosixFilePermissions(present.binary(), Collections.emptySet());
        assertThat(failure(managed(present.program()), LONG))
                .returns(AccessFault.PROXY_MISSING, Unavailable::fault)
                .satisfies(why -> assertThat(why.detail())
                        .contains(present.binary().toString(), "ARCFLEET_ARC_PROXY_PATH", "may not be executed"));

        Files.delete(present.binary());
        assertThat(failure(managed(present.program()), LONG))
                .returns(AccessFault.PROXY_MISSING, Unavailable::fault)
                .satisfies(why -> assertThat(why.detail())
                        .contains(
                                present.binary().toString(),
                                "ARCFLEET_ARC_PROXY_PATH",
                                "there is no",
                                "get-arc-proxy.sh"));
    }

    private ScriptedProxy script(String lines) throws IOException {
        ScriptedProxy written = new ScriptedProxy(folder, lines);
        script = written;
        return written;
    }

    private ManagedProxy listening(ScriptedProxy where, ProxyProgram program) {
        ManagedProxy made = new ManagedProxy(program, where::open, CLOCK);
        proxy = made;
        return made;
    }

    private ManagedProxy managed(ProxyProgram program) {
        ManagedProxy made = new ManagedProxy(program, CLOCK);
        proxy = made;
        return made;
    }

    private static void awaitSecondStart(ManagedProxy managed) {
        ScriptedProxy.await(
                "another start",
                () -> managed.endpoint(CLOCK.instant().plus(LONG))
                        .seen()
                        .filter(endpoint -> endpoint.generation() == 2)
                        .isPresent());
    }

    private static Unavailable<Endpoint> failure(ManagedProxy managed, Duration patience) {
        return managed.endpoint(CLOCK.instant().plus(patience)).failure().orElseThrow();
    }
}
