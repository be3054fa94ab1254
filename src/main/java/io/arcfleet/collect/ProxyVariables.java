package io.arcfleet.collect;

import io.arcfleet.snapshot.ProxyAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The proxy settings among the environment variables of containers. Only values that stand in the specification: those
 * of secrets and config maps are references there, and are not followed.
 */
final class ProxyVariables {

    private static final Set<String> NAMES = Set.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");

    private ProxyVariables() {}

    /** A container of a pod's specification. */
    record Container(@Nullable List<Variable> env) {}

    /** An environment variable; without a value when it is a reference. */
    record Variable(@Nullable String name, @Nullable String value) {}

    /** The variables by upper-case name, without credentials; the first container that has one decides. */
    static Map<String, String> of(List<Container> containers) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Container container : containers) {
            for (Variable variable : KubernetesJson.orEmpty(container.env())) {
                String name = variable.name() == null ? "" : variable.name().toUpperCase(Locale.ROOT);
                String value = variable.value() == null ? "" : variable.value();
                if (NAMES.contains(name) && !value.isBlank()) {
                    variables.putIfAbsent(name, ProxyAddress.withoutCredentials(value));
                }
            }
        }
        return variables;
    }
}
