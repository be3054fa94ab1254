package io.arcfleet.access.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.access.ClusterProxy.Endpoint;
import io.arcfleet.config.Cloud;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.standin.Misbehaviour;
import io.arcfleet.standin.StandIn;
import io.arcfleet.standin.StandInSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
final class ManagedProxyIT {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path folder;

    private final List<ManagedProxy> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(ManagedProxy::close);
    }

    @Test
    void findsOtherPortsAndWaitsUntilTheProxyListens() throws Exception {
        StandIn standIn =
                standIn(StandInSettings.alone().with(Misbehaviour.PORT_TAKEN).inFirst(1));

        Endpoint endpoint = endpoint(managed(standIn));

        assertThat(standIn.starts()).hasSize(2);
        StandIn.Start start = standIn.starts().getLast();
        assertThat(endpoint)
                .isEqualTo(new Endpoint(
                        URI.create("http://127.0.0.1:" + start.http()),
                        URI.create("https://127.0.0.1:" + start.https()),
                        true,
                        1));
        assertThat(get(endpoint.control().resolve("/version"))).isEqualTo(404);
        opened.getFirst().close();
        assertThat(start.isAlive()).isFalse();
        assertThat(start.home()).doesNotExist();
    }

    @Test
    void waitsForASlowStartAndStartsAgainAfterADeath() throws Exception {
        StandIn standIn = standIn(StandInSettings.alone().with(Misbehaviour.SLOW_START, 500));
        ManagedProxy managed = managed(standIn);
        endpoint(managed);
        StandIn.Start first = standIn.starts().getFirst();

        ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();

        ScriptedProxy.await("the second", () -> endpoint(managed).generation() == 2);
        StandIn.Start second = standIn.starts().getLast();
        assertThat(second.isAlive()).isTrue();
        assertThat(second.home()).isNotEqualTo(first.home());
        assertThat(first.home()).doesNotExist();
    }

    @Test
    void quotesAProxyThatEndsAtOnceWithoutItsSecrets() throws Exception {
        StandIn standIn = standIn(StandInSettings.alone().with(Misbehaviour.EXITS_AT_ONCE));

        Observation<Endpoint> answer = managed(standIn).endpoint(CLOCK.instant().plus(PATIENCE));

        assertThat(answer.failure().orElseThrow())
                .returns(AccessFault.PROXY_NOT_STARTED, Unavailable::fault)
                .satisfies(why -> assertThat(why.detail())
                        .contains("status 3", "no route to the relay")
                        .doesNotContain(StandIn.SECRET, StandIn.SECRET.substring(0, 20)));
    }

    @Test
    void twoOfThemDoNotDisturbEachOther() throws Exception {
        StandIn standIn = standIn(StandInSettings.alone());
        ManagedProxy one = managed(standIn);
        ManagedProxy other = managed(standIn);
        endpoint(one);
        Endpoint remaining = endpoint(other);

        one.close();

        List<StandIn.Start> starts = standIn.starts();
        Set<Object> distinct = new HashSet<>();
        starts.forEach(start -> distinct.addAll(List.of(start.http(), start.https(), start.config(), start.home())));
        assertThat(distinct).hasSize(8);
        assertThat(starts).extracting(StandIn.Start::isAlive).containsExactly(false, true);
        assertThat(endpoint(other)).isEqualTo(remaining);
    }

    @Test
    void endsTheProxyWhenItsOwnerIsKilled() throws Exception {
        proxyEndsWithItsOwner(Process::destroyForcibly);
    }

    @Test
    void endsTheProxyWhenItsOwnerIsTerminated() throws Exception {
        proxyEndsWithItsOwner(Process::destroy);
    }

    private void proxyEndsWithItsOwner(Consumer<Process> end) throws Exception {
        StandIn standIn = standIn(StandInSettings.alone());
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProxyHolder.class.getName(),
                        standIn.program().toString())
                .redirectError(folder.resolve("owner.txt").toFile())
                .start();
        try {
            assertThat(owner.inputReader().readLine())
                    .as(Files.readString(folder.resolve("owner.txt")))
                    .isEqualTo("Optional[1]");
            StandIn.Start start = standIn.starts().getFirst();
            assertThat(start.isAlive()).isTrue();

            end.accept(owner);

            ScriptedProxy.await("the end of the proxy", () -> !start.isAlive());
            ScriptedProxy.await("the end of its folder", () -> Files.notExists(start.home()));
        } finally {
            owner.destroyForcibly();
            owner.onExit().join();
        }
    }

    private StandIn standIn(StandInSettings settings) {
        return StandIn.executable(folder, settings);
    }

    private ManagedProxy managed(StandIn standIn) {
        ManagedProxy made = new ManagedProxy(ProxyProgram.of(standIn.program(), Cloud.PUBLIC, Optional.empty()), CLOCK);
        opened.add(made);
        return made;
    }

    private static Endpoint endpoint(ManagedProxy managed) {
        return managed.endpoint(CLOCK.instant().plus(PATIENCE)).seen().orElseThrow();
    }

    private static int get(URI address) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
