package io.arcfleet.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** Sets up what is logged to standard error. */
final class Logging {
    private Logging() {}

    /**
     * Quiet: warnings of this program; verbose: what it does, and warnings of its libraries. A configuration that
     * was given to the JVM counts instead.
     */
    static void configure(boolean verbose) {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        String name = verbose ? "logging-verbose.properties" : "logging.properties";
        try (InputStream configuration = Logging.class.getResourceAsStream(name)) {
            if (configuration == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            LogManager.getLogManager().readConfiguration(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }
}
