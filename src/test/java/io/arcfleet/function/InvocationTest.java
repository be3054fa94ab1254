package io.arcfleet.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.core.util.logging.ClientLogger;
import com.microsoft.azure.functions.ExecutionContext;
import com.sun.net.httpserver.HttpServer;
import io.arcfleet.CapturedLog;
import io.arcfleet.CapturedLog.Line;
import io.arcfleet.config.SettingsException;
import io.arcfleet.fleet.InventoryException;
import io.arcfleet.sink.DeliveryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
final class InvocationTest {

    static final List<RuntimeException> EXPECTED = List.of(
            new SettingsException(List.of("ARCFLEET_CLOUD: is not known.")),
            new InventoryException("Resource Graph does not answer", new IOException("refused")),
            new DeliveryException("the workspace is down", 3, new IllegalStateException("503")),
            new UncheckedIOException(new IOException("the storage account does not answer")),
            new IllegalStateException("Timeout on blocking read", new TimeoutException()));

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(InvocationTest.class);

    private final CapturedLog root = CapturedLog.ofRoot();
    private final Worker context = new Worker();
    private final CapturedLog platform = CapturedLog.of(context.logger);

    @AfterEach
    void stop() {
        root.close();
        platform.close();
    }

    @Test
    void lines_of_an_invocation_go_to_the_platform_and_nowhere_else() {
        Invocation.run(context, () -> LOG.atInfo().addKeyValue("clusters", 3).log("shard started"));

        assertThat(platform.lines()).singleElement().satisfies(line -> {
            assertThat(line.message()).isEqualTo("clusters=3 shard started");
            assertThat(line.level()).isEqualTo(Level.INFO);
            assertThat(line.thrown()).isNull();
        });
        assertThat(root.lines()).isEmpty();
    }

    @Test
    void lines_arrive_once_however_many_invocations_there_were() {
        for (int i = 0; i < 3; i++) {
            Invocation.run(context, () -> LOG.info("tick"));
        }

        assertThat(platform.lines()).hasSize(3);
    }

    @Test
    void lines_outside_of_invocations_go_where_they_went() {
        Invocation.run(context, () -> {});
        LOG.info("outside");

        assertThat(platform.lines()).isEmpty();
        assertThat(root.lines("outside")).hasSize(1);
    }

    @Test
    void two_invocations_at_the_same_time_do_not_mix() throws Exception {
        Worker other = new Worker();
        try (CapturedLog otherPlatform = CapturedLog.of(other.logger)) {
            CyclicBarrier both = new CyclicBarrier(2);
            Thread first = Thread.ofPlatform().start(() -> Invocation.run(context, () -> logOnChild("first", both)));
            Thread second = Thread.ofPlatform().start(() -> Invocation.run(other, () -> logOnChild("second", both)));
            first.join();
            second.join();

            assertThat(platform.lines()).extracting(Line::message).hasSize(10).containsOnly("first");
            assertThat(otherPlatform.lines())
                    .extracting(Line::message)
                    .hasSize(10)
                    .containsOnly("second");
        }
    }

    @Test
    void a_thread_that_is_late_does_not_reach_an_invocation_that_has_ended() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        Thread late = Invocation.call(
                context,
                () -> Thread.startVirtualThread(() -> {
                    await(ended);
                    LOG.warn("late");
                }));
        ended.countDown();
        late.join();

        assertThat(platform.lines()).isEmpty();
        assertThat(root.lines("late")).hasSize(1);
    }

    @Test
    void a_logger_of_the_platform_that_leads_to_the_root_gives_each_line_once() {
        Worker local = new Worker(Logger.getLogger("Function.scanShard.User"));

        Invocation.run(local, () -> {
            LOG.info("through ours");
            local.logger.info("through theirs");
        });

        assertThat(root.lines()).extracting(Line::message).containsExactly("through ours", "through theirs");
    }

    @Test
    void parameters_are_filled_in_before_the_platform_gets_the_line() {
        Invocation.run(context, () -> Logger.getLogger("okhttp3.Some").log(Level.WARNING, "{0} leaked", "a body"));

        assertThat(platform.lines()).extracting(Line::message).containsExactly("a body leaked");
    }

    @Test
    void the_http_client_does_not_warn_of_every_call() {
        Invocation.run(
                context,
                () -> new ClientLogger("com.azure.core.http.jdk.httpclient.JdkHttpClient")
                        .warning("The header 'Content-Length' is restricted"));

        assertThat(HttpClient.createDefault().getClass().getName()).startsWith("com.azure.core.http.jdk.httpclient.");
        assertThat(platform.lines()).isEmpty();
        assertThat(root.lines()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("EXPECTED")
    void a_condition_that_is_to_be_expected_leaves_without_a_stack(RuntimeException condition) {
        assertThatThrownBy(() -> Invocation.run(context, () -> {
                    throw condition;
                }))
                .hasMessage(condition.getMessage())
                .hasNoCause()
                .satisfies(thrown -> assertThat(thrown.getStackTrace()).isEmpty());
    }

    @Test
    void a_fault_of_ours_leaves_as_it_is() {
        IllegalStateException fault = new IllegalStateException("a bug");

        assertThatThrownBy(() -> Invocation.run(context, () -> {
                    throw fault;
                }))
                .isSameAs(fault);
    }

    @ParameterizedTest
    @CsvSource({"401, true", "403, true", "429, true", "503, true", "400, false", "409, false"})
    void a_service_that_refuses_or_throttles_is_expected_and_one_that_calls_us_wrong_is_not(
            int status, boolean expected) throws IOException {
        HttpResponseException refused = new HttpResponseException("status " + status, answer(status));

        assertThatThrownBy(() -> Invocation.run(context, () -> {
                    throw refused;
                }))
                .hasMessage("status " + status)
                .isInstanceOf(expected ? FailedInvocation.class : HttpResponseException.class);
    }

    private static HttpResponse answer(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            return HttpClient.createDefault().sendSync(new HttpRequest(HttpMethod.GET, address), Context.NONE);
        } finally {
            server.stop(0);
        }
    }

    private static void logOnChild(String name, CyclicBarrier both) {
        try {
            both.await(20, TimeUnit.SECONDS);
            Thread.startVirtualThread(() -> {
                        for (int i = 0; i < 10; i++) {
                            LOG.info(name);
                        }
                    })
                    .join();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its logger is as the Java worker makes it: without a name, for everything, leading nowhere else. */
    private record Worker(Logger logger) implements ExecutionContext {

        Worker() {
            this(Logger.getAnonymousLogger());
            logger.setLevel(Level.ALL);
            logger.setUseParentHandlers(false);
        }

        @Override
        public Logger getLogger() {
            return logger;
        }

        @Override
        public String getInvocationId() {
            return "1";
        }

        @Override
        public String getFunctionName() {
            return "scanShard";
        }
    }
}
