package io.arcfleet.host;

import com.microsoft.azure.functions.ExecutionContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function that can be called. */
record HostedFunction(
        String name, Constructor<?> constructor, Method method, Trigger trigger, List<Argument> arguments) {

    HostedFunction {
        arguments = List.copyOf(arguments);
    }

    /**
     * Calls the function on a new object, as the Java worker does.
     *
     * @param triggerValue a request, a message or the timer's JSON
     * @param routeValues parameters of the route; empty for other triggers
     * @return what the function returned
     * @throws InvocationTargetException with what the function threw
     */
    @Nullable
    Object call(Object triggerValue, Map<String, String> routeValues, ExecutionContext context)
            throws ReflectiveOperationException {
        @Nullable
        Object[] values = arguments.stream()
                .map(argument -> switch (argument) {
                    case Argument.TriggerValue value -> triggerValue;
                    case Argument.RouteValue value -> routeValues.get(value.name());
                    case Argument.Context value -> context;
                })
                .toArray();
        return method.invoke(constructor.newInstance(), values);
    }
}
