package io.arcfleet.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

final class ThreadScopeTest {

    private static final ThreadScope<String> SCOPE = new ThreadScope<>();

    @Test
    void holdsForTheTimeOfTheWorkAndGivesBackWhatWasThere() {
        String seen = SCOPE.call("outer", () -> SCOPE.call("inner", ThreadScopeTest::current) + " " + current());

        assertThat(seen).isEqualTo("inner outer");
        assertThat(SCOPE.current()).isEmpty();
    }

    @Test
    void endsWhenTheWorkThrows() {
        assertThatThrownBy(() -> SCOPE.call("a", () -> {
                    throw new IllegalStateException("thrown");
                }))
                .hasMessage("thrown");
        assertThat(SCOPE.current()).isEmpty();
    }

    @Test
    void holdsOnVirtualThreadsThatTheWorkStarts() throws Exception {
        assertThat(onThreadStartedWithin(Thread.ofVirtual().name("cluster-1").factory()))
                .hasValue("a");
    }

    @Test
    void doesNotHoldOnThreadsOfPools() throws Exception {
        assertThat(onThreadStartedWithin(Thread.ofPlatform().name("http-1").factory()))
                .isEmpty();
        assertThat(onThreadStartedWithin(
                        Thread.ofVirtual().name("azure-sdk-global-thread-1").factory()))
                .isEmpty();
    }

    private static Optional<String> onThreadStartedWithin(ThreadFactory factory) throws Exception {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(factory)) {
            Future<Optional<String>> seen = SCOPE.call("a", () -> threads.submit(SCOPE::current));
            return seen.get();
        }
    }

    private static String current() {
        return SCOPE.current().orElseThrow();
    }
}
