package io.arcfleet.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.arcfleet.function.ListScansFunction;
import io.arcfleet.function.ScanStatusFunction;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One invocation as the platform's Java worker makes it, without the worker: makes the function's object, calls it with
 * a request, and prints the answer's status and body in a line. The settings are those of the environment. Arguments:
 * the name of the function, and the id of a scan where the function takes one.
 */
public final class FirstAnswer {

    private FirstAnswer() {}

    /** Calls the function once. */
    public static void main(String[] arguments) {
        String function = arguments[0];
        RequestMessage request = new RequestMessage(
                HttpMethod.GET, URI.create("http://localhost/"), Map.of(), Map.of(), Optional.empty());
        ExecutionContext context = new InvocationContext(function, "first");
        HttpResponseMessage answer = switch (function) {
            case "hello" -> new HelloFunction().run(request, context);
            case "listScans" -> new ListScansFunction().run(request, context);
            case "scanStatus" -> new ScanStatusFunction().run(request, arguments[1], context);
            default -> throw new IllegalArgumentException("unknown function: " + function);
        };
        System.out.println(answer.getStatusCode() + " " + answer.getBody());
    }

    /** What every function costs that has this shape. */
    private static final class HelloFunction {

        HttpResponseMessage run(HttpRequestMessage<Optional<String>> request, ExecutionContext context) {
            return request.createResponseBuilder(HttpStatus.OK)
                    .body("hello from " + context.getFunctionName())
                    .build();
        }
    }
}
