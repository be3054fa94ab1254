package io.arcfleet.host;

import com.microsoft.azure.functions.HttpMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** All functions of an app, checked together. */
record FunctionIndex(List<HostedFunction> functions) {

    FunctionIndex {
        functions = List.copyOf(functions);
    }

    /**
     * Reads the functions of these classes.
     *
     * @throws HostException with everything that is wrong with them
     */
    static FunctionIndex of(List<Class<?>> types, HostSettings settings, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        TreeSet<String> connections = new TreeSet<>();
        FunctionReader reader = new FunctionReader(settings, new AppSettings(environment), connections, problems);
        List<HostedFunction> functions =
                types.stream().flatMap(type -> reader.read(type).stream()).toList();
        if (types.isEmpty()) {
            problems.add("there is no function class");
        }
        if (connections.size() > 1) {
            problems.add("the queues use several connections, but one is supported here: " + connections);
        }
        refuseDuplicates(functions, problems);
        if (!problems.isEmpty()) {
            throw new HostException(problems);
        }
        return new FunctionIndex(functions);
    }

    private static void refuseDuplicates(List<HostedFunction> functions, List<String> problems) {
        Map<String, String> owners = new HashMap<>();
        for (HostedFunction function : functions) {
            if (owners.put("name " + function.name().toLowerCase(Locale.ROOT), function.name()) != null) {
                problems.add(function.name() + ": two functions have this name, which counts in any case");
            }
            if (function.trigger() instanceof Trigger.Http http) {
                for (HttpMethod method : http.methods().stream().sorted().toList()) {
                    String key = method + " " + http.route().shape();
                    String other = owners.put(key, function.name());
                    if (other != null) {
                        problems.add(function.name() + ": " + other + " has the same route: " + key);
                    }
                }
            }
        }
    }

    /** Functions with a route, those with fewer parameters first: a literal segment wins over a parameter. */
    List<HttpRoute> routes() {
        List<HttpRoute> routes = new ArrayList<>();
        for (HostedFunction function : functions) {
            if (function.trigger() instanceof Trigger.Http http) {
                routes.add(new HttpRoute(function, http));
            }
        }
        routes.sort(Comparator.comparingInt(
                route -> route.trigger().route().parameters().size()));
        return List.copyOf(routes);
    }

    /** A function with its HTTP trigger. */
    record HttpRoute(HostedFunction function, Trigger.Http trigger) {}
}
