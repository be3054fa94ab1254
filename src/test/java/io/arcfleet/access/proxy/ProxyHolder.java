package io.arcfleet.access.proxy;

import io.arcfleet.access.ClusterProxy;
import io.arcfleet.config.Cloud;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A process that has a managed proxy and is ended by the test; it never closes the proxy. */
final class ProxyHolder {

    private ProxyHolder() {}

    /**
     * Prints the generation when the proxy listens, and lives until its input ends.
     *
     * @param arguments the program
     */
    public static void main(String[] arguments) throws IOException {
        Clock clock = Clock.systemUTC();
        ManagedProxy proxy =
                new ManagedProxy(ProxyProgram.of(Path.of(arguments[0]), Cloud.PUBLIC, Optional.empty()), clock);
        System.out.println(proxy.endpoint(clock.instant().plus(Duration.ofSeconds(30)))
                .map(ClusterProxy.Endpoint::generation)
                .seen());
        System.in.transferTo(System.err);
    }
}
