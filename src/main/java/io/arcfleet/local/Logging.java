package io.arcfleet.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sets up what is logged to standard error. */
final class Logging {
    /** What the configurations name. Levels reach loggers that already exist only when these exist too. */
    private static final List<String> NAMED = List.of("io.arcfleet", "com.azure", "com.azure.core.http.jdk.httpclient");

    private Logging() {}

    /**
     * Quiet: warnings of this program; verbose: what it does, and warnings of its libraries. A configuration that
     * was given to the JVM counts instead.
     */
    static void configure(boolean verbose) {
        if (isGiven()) {
            return;
        }
        String name = verbose ? "logging-verbose.properties" : "logging.properties";
        try (InputStream configuration = Logging.class.getResourceAsStream(name)) {
            if (configuration == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            NAMED.forEach(Logger::getLogger);
            LogManager.getLogManager().readConfiguration(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }

    /** Puts the keys of the running scan before each line, as the function app does for its invocations. */
    static void nameScan() {
        if (isGiven()) {
            return;
        }
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(new ScanLines());
        }
    }

    private static boolean isGiven() {
        return System.getProperty("java.util.logging.config.file") != null;
    }
}
