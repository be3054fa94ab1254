package io.arcfleet.host;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The part of host.json that this host obeys. Other parts are ignored.
 *
 * @param queues {@code extensions.queues}
 * @param routePrefix {@code extensions.http.routePrefix}, without slashes at its ends; empty for none
 * @param functionTimeout how long one invocation may take
 */
public record HostSettings(QueueSettings queues, String routePrefix, Duration functionTimeout) {

    /** What an empty host.json means; the timeout is the default of the Flex Consumption plan. */
    public static final HostSettings DEFAULTS = new HostSettings(QueueSettings.DEFAULTS, "api", Duration.ofMinutes(30));

    /**
     * Reads a host.json.
     *
     * @throws HostException with every bad value at once
     */
    public static HostSettings load(Path file) {
        return new HostSettingsReader(file).read();
    }
}
