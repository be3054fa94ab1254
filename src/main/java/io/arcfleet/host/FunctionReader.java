package io.arcfleet.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.arcfleet.config.Ncrontab;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the functions of one class from their annotations; what cannot be hosted becomes a problem. */
final class FunctionReader {

    // The rule of the real host for names of functions.
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,127}");

    // "Azure Storage, naming queues": the same rule as for a DNS label.
    private static final Pattern QUEUE = Pattern.compile("(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    private static final String DEFAULT_CONNECTION = "AzureWebJobsStorage";

    private final HostSettings settings;
    private final AppSettings appSettings;
    private final Set<String> connections;
    private final List<String> problems;

    /** Adds what it finds to {@code connections} and {@code problems}. */
    FunctionReader(HostSettings settings, AppSettings appSettings, Set<String> connections, List<String> problems) {
        this.settings = settings;
        this.appSettings = appSettings;
        this.connections = connections;
        this.problems = problems;
    }

    /** The functions of a class that have no problem. */
    List<HostedFunction> read(Class<?> type) {
        List<Method> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(FunctionName.class))
                .toList();
        if (methods.isEmpty()) {
            problems.add(type.getName() + ": has no method with @FunctionName");
            return List.of();
        }
        Constructor<?> constructor = constructor(type);
        return methods.stream()
                .flatMap(method -> read(method, constructor).stream())
                .toList();
    }

    private @Nullable Constructor<?> constructor(Class<?> type) {
        try {
            if (Modifier.isPublic(type.getModifiers()) && !Modifier.isAbstract(type.getModifiers())) {
                return type.getConstructor();
            }
        } catch (NoSuchMethodException e) {
            // The sentence below says all there is to say.
        }
        problems.add(type.getName() + ": must be a public class with a public constructor without parameters");
        return null;
    }

    private Optional<HostedFunction> read(Method method, @Nullable Constructor<?> constructor) {
        int before = problems.size();
        String name = method.getAnnotation(FunctionName.class).value();
        String where = method.getDeclaringClass().getName() + "." + method.getName();
        if (!NAME.matcher(name).matches()) {
            problems.add(where + ": \"" + name + "\" is no name for a function: use letters, digits, - and _");
        }
        if (!Modifier.isPublic(method.getModifiers())) {
            problems.add(where + ": must be public");
        }
        Trigger trigger = trigger(method, name, where);
        List<Argument> arguments = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            argument(parameter, trigger, where).ifPresent(arguments::add);
        }
        if (trigger == null || constructor == null || problems.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new HostedFunction(name, constructor, method, trigger, arguments));
    }

    private @Nullable Trigger trigger(Method method, String name, String where) {
        List<Annotation> triggers = Arrays.stream(method.getParameters())
                .flatMap(parameter -> Arrays.stream(parameter.getAnnotations()))
                .filter(annotation ->
                        annotation.annotationType().getSimpleName().endsWith("Trigger"))
                .toList();
        if (triggers.size() != 1) {
            problems.add(where + ": needs one trigger, but has " + triggers.size());
            return null;
        }
        try {
            return switch (triggers.getFirst()) {
                case HttpTrigger http -> http(method, http, name, where);
                case QueueTrigger queue -> queue(queue, where);
                case TimerTrigger timer -> timer(timer, where);
                default ->
                    throw new IllegalArgumentException(
                            "@" + triggers.getFirst().annotationType().getSimpleName() + " is not supported here");
            };
        } catch (IllegalArgumentException e) {
            problems.add(where + ": " + e.getMessage());
            return null;
        }
    }

    private Trigger http(Method method, HttpTrigger http, String name, String where) {
        if (method.getReturnType() != HttpResponseMessage.class) {
            problems.add(where + ": must return HttpResponseMessage");
        }
        String route = appSettings.resolve(http.route(), where, problems);
        List<HttpMethod> methods = List.of(http.methods().length == 0 ? HttpMethod.values() : http.methods());
        return new Trigger.Http(
                RouteTemplate.parse(settings.routePrefix(), route.isEmpty() ? name : route), Set.copyOf(methods));
    }

    private Trigger queue(QueueTrigger trigger, String where) {
        String connection = trigger.connection().isEmpty()
                ? DEFAULT_CONNECTION
                : appSettings.resolve(trigger.connection(), where, problems);
        connections.add(connection);
        if (!appSettings.hasConnection(connection)) {
            problems.add(where + ": the connection " + connection + " has no application setting: set it");
        }
        int before = problems.size();
        String queue = appSettings.resolve(trigger.queueName(), where, problems);
        if (problems.size() == before && !QUEUE.matcher(queue).matches()) {
            throw new IllegalArgumentException("\"" + queue + "\" is no name for a queue");
        }
        return new Trigger.Queue(queue);
    }

    private @Nullable Trigger timer(TimerTrigger trigger, String where) {
        int before = problems.size();
        String expression = appSettings.resolve(trigger.schedule(), where, problems);
        if (problems.size() > before) {
            return null;
        }
        try {
            return new Trigger.Timer(Ncrontab.parse(expression));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the schedule \"" + expression + "\" " + e.getMessage(), e);
        }
    }

    private Optional<Argument> argument(Parameter parameter, @Nullable Trigger trigger, String where) {
        Annotation[] annotations = parameter.getAnnotations();
        String shown = where + ": the parameter " + parameter.getName() + " ";
        if (annotations.length == 0 && parameter.getType() == ExecutionContext.class) {
            return Optional.of(new Argument.Context());
        }
        if (annotations.length != 1) {
            problems.add(shown + "has no single binding: give it one trigger, @BindingName, or make it the context");
            return Optional.empty();
        }
        return switch (annotations[0]) {
            case HttpTrigger http -> triggerValue(shown, isRequest(parameter), "HttpRequestMessage<Optional<String>>");
            case QueueTrigger queue -> triggerValue(shown, parameter.getType() == String.class, "String");
            case TimerTrigger timer -> triggerValue(shown, parameter.getType() == String.class, "String");
            case BindingName name -> routeValue(shown, parameter, name.value(), trigger);
            default -> {
                problems.add(
                        shown + "has @" + annotations[0].annotationType().getSimpleName() + ": not supported here");
                yield Optional.empty();
            }
        };
    }

    private Optional<Argument> triggerValue(String shown, boolean fits, String expected) {
        if (!fits) {
            problems.add(shown + "must be of type " + expected);
        }
        return Optional.of(new Argument.TriggerValue());
    }

    private Optional<Argument> routeValue(String shown, Parameter parameter, String name, @Nullable Trigger trigger) {
        if (parameter.getType() != String.class) {
            problems.add(shown + "must be of type String");
        } else if (trigger != null
                && !(trigger instanceof Trigger.Http http
                        && http.route().parameters().contains(name))) {
            problems.add(shown + "is bound to {" + name + "}, which the route does not have");
        }
        return Optional.of(new Argument.RouteValue(name));
    }

    private static boolean isRequest(Parameter parameter) {
        Type body = parameter.getParameterizedType() instanceof ParameterizedType request
                        && request.getRawType() == HttpRequestMessage.class
                ? request.getActualTypeArguments()[0]
                : Object.class;
        return body instanceof ParameterizedType optional
                && optional.getRawType() == Optional.class
                && optional.getActualTypeArguments()[0] == String.class;
    }
}
