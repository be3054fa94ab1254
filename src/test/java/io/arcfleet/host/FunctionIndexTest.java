package io.arcfleet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FunctionIndexTest {

    private static final Map<String, String> SETTINGS =
            Map.of("AzureWebJobsStorage", "x", "Other__queueServiceUri", "y", "SCHEDULE", "0 0 * * * *");

    public static final class Good {
        @FunctionName("good")
        public HttpResponseMessage run(
                @HttpTrigger(name = "request", route = "things/{id}", methods = HttpMethod.GET)
                        HttpRequestMessage<Optional<String>> request,
                @BindingName("id") String id,
                ExecutionContext context) {
            return request.createResponseBuilder(HttpStatus.OK)
                    .body(id + context)
                    .build();
        }

        @FunctionName("timer")
        public void time(@TimerTrigger(name = "timer", schedule = "%SCHEDULE%") String timer) {}

        @FunctionName("queue")
        public void queue(@QueueTrigger(name = "message", queueName = "work", connection = "") String message) {}
    }

    public static final class Empty {}

    public static final class BadParameters {
        @FunctionName("bad1")
        public HttpResponseMessage run(
                @HttpTrigger(name = "request", route = "bad/{id}") HttpRequestMessage<String> request,
                @BindingName("name") String name,
                @BindingName("id") int id,
                @QueueOutput(name = "out", queueName = "out", connection = "") Object out,
                String loose) {
            return request.createResponseBuilder(HttpStatus.OK)
                    .body(name + id + out + loose)
                    .build();
        }
    }

    public static final class BadTriggers {
        @FunctionName("blob")
        public void blob(@BlobTrigger(name = "blob", path = "x") String blob) {}

        @FunctionName("none")
        public void none(ExecutionContext context) {}

        @FunctionName("five")
        public void five(@TimerTrigger(name = "timer", schedule = "* * * * *") String timer) {}

        @FunctionName("never")
        public void never(@TimerTrigger(name = "timer", schedule = "0 0 0 30 2 *") String timer) {}

        @FunctionName("void")
        public void answer(@HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request) {}

        @FunctionName("queue name")
        public void queue(@QueueTrigger(name = "message", queueName = "Work", connection = "") String message) {}

        @FunctionName("constraint")
        public HttpResponseMessage route(
                @HttpTrigger(name = "request", route = "a/{id:int}") HttpRequestMessage<Optional<String>> request) {
            return request.createResponseBuilder(HttpStatus.OK).build();
        }
    }

    public static final class Missing {
        @FunctionName("m1")
        public void one(@QueueTrigger(name = "m", queueName = "%QUEUE%", connection = "Absent") String message) {}

        @FunctionName("m2")
        public void two(@TimerTrigger(name = "t", schedule = "%WHEN%") String timer) {}
    }

    public static final class Twice {
        @FunctionName("GOOD")
        public HttpResponseMessage run(
                @HttpTrigger(name = "request", route = "THINGS/{other}") HttpRequestMessage<Optional<String>> request) {
            return request.createResponseBuilder(HttpStatus.OK).build();
        }
    }

    public static final class OtherConnection {
        @FunctionName("other")
        public void queue(@QueueTrigger(name = "m", queueName = "work", connection = "Other") String message) {}
    }

    public abstract static class Abstract {
        @FunctionName("abstract")
        public void time(@TimerTrigger(name = "timer", schedule = "0 0 * * * *") String timer) {}
    }

    public static final class NeedsSomething {
        public NeedsSomething(String something) {
            assertThat(something).isNotNull();
        }

        @FunctionName("needs")
        void time(@TimerTrigger(name = "timer", schedule = "0 0 * * * *") String timer) {}
    }

    @Test
    void reads_the_functions_of_a_class() {
        assertThat(index(Good.class).functions())
                .extracting(HostedFunction::name)
                .containsExactlyInAnyOrder("good", "timer", "queue");
    }

    @Test
    void a_class_without_functions_is_a_problem() {
        assertThat(problems(Empty.class)).containsExactly(Empty.class.getName() + ": has no method with @FunctionName");
        assertThat(problems()).containsExactly("there is no function class");
    }

    @Test
    void names_every_parameter_that_it_cannot_fill() {
        assertThat(problems(BadParameters.class))
                .hasSize(5)
                .anyMatch(problem -> problem.endsWith("request must be of type HttpRequestMessage<Optional<String>>"))
                .anyMatch(problem -> problem.endsWith("name is bound to {name}, which the route does not have"))
                .anyMatch(problem -> problem.endsWith("id must be of type String"))
                .anyMatch(problem -> problem.endsWith("out has @QueueOutput: not supported here"))
                .anyMatch(problem -> problem.contains("loose has no single binding"));
    }

    @Test
    void names_every_trigger_that_it_cannot_serve() {
        assertThat(problems(BadTriggers.class))
                .anyMatch(problem -> problem.endsWith("@BlobTrigger is not supported here"))
                .anyMatch(problem -> problem.endsWith("needs one trigger, but has 0"))
                .anyMatch(problem -> problem.contains("fields; give six"))
                .anyMatch(problem -> problem.contains("never comes"))
                .anyMatch(problem -> problem.endsWith("must return HttpResponseMessage"))
                .anyMatch(problem -> problem.contains("\"queue name\" is no name for a function"))
                .anyMatch(problem -> problem.contains("\"Work\" is no name for a queue"))
                .anyMatch(problem -> problem.contains("{id:int}"));
    }

    @Test
    void names_every_setting_that_is_missing() {
        assertThat(problems(Missing.class))
                .hasSize(3)
                .anyMatch(problem -> problem.contains("setting QUEUE is missing"))
                .anyMatch(problem -> problem.contains("setting WHEN is missing"))
                .anyMatch(problem -> problem.contains("connection Absent has no application setting"));
    }

    @Test
    void names_and_routes_are_unique_in_any_case() {
        assertThat(problems(Good.class, Twice.class))
                .containsExactly(
                        "GOOD: two functions have this name, which counts in any case",
                        "GOOD: good has the same route: GET api/things/{}");
    }

    @Test
    void refuses_a_second_connection() {
        assertThat(problems(Good.class, OtherConnection.class))
                .singleElement()
                .asString()
                .contains("connections");
    }

    @Test
    void needs_a_public_constructor_and_method() {
        assertThat(problems(Abstract.class)).hasSize(1);
        assertThat(problems(NeedsSomething.class)).hasSize(2);
    }

    private static FunctionIndex index(Class<?>... types) {
        return FunctionIndex.of(Arrays.asList(types), HostSettings.DEFAULTS, SETTINGS);
    }

    private static List<String> problems(Class<?>... types) {
        return catchThrowableOfType(HostException.class, () -> index(types)).problems();
    }
}
