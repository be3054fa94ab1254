package io.arcfleet.host;

import com.microsoft.azure.functions.HttpMethod;
import io.arcfleet.config.Ncrontab;
import java.util.Set;

/** What makes a function run. */
sealed interface Trigger {

    /** A request; {@code methods} is never empty. */
    record Http(RouteTemplate route, Set<HttpMethod> methods) implements Trigger {
        public Http {
            methods = Set.copyOf(methods);
        }
    }

    /** A message. */
    record Queue(String queue) implements Trigger {}

    /** A time. */
    record Timer(Ncrontab schedule) implements Trigger {}
}
