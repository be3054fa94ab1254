package io.arcfleet.function;

import io.arcfleet.scan.ScanContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is logged during an invocation to the logger that the platform gave to it, and nowhere else: the platform
 * ties only that logger's lines to the invocation. Lines from outside of invocations go where they always went.
 */
final class InvocationLog extends Handler {

    private static final InvocationLog INSTANCE = new InvocationLog();
    private static final ReentrantLock LISTENING = new ReentrantLock();

    // The logging of Java holds loggers weakly: a level is lost with its logger.
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OURS = Logger.getLogger("io.arcfleet");
    private static final Logger AZURE = Logger.getLogger("com.azure");
    private static final Logger KUBERNETES = Logger.getLogger("io.kubernetes");
    private static final Logger OKHTTP = Logger.getLogger("okhttp3");

    /** Warns of every call that it sets the content length itself. */
    private static final Logger HTTP_CLIENT = Logger.getLogger("com.azure.core.http.jdk.httpclient");

    /** Set while this thread hands a line over: that logger may well lead back to the root. */
    private static final ThreadLocal<Boolean> HANDING_OVER = ThreadLocal.withInitial(() -> false);

    private final Formatter text = new SimpleFormatter();

    private InvocationLog() {}

    /** Begins to listen, unless it does so already; a new configuration of the logging ends it. */
    static void listen() {
        LISTENING.lock();
        try {
            setLevels();
            Handler[] handlers = ROOT.getHandlers();
            for (Handler other : handlers) {
                if (!other.equals(INSTANCE) && !(other.getFilter() instanceof Outside)) {
                    other.setFilter(new Outside(other.getFilter()));
                }
            }
            if (!Arrays.asList(handlers).contains(INSTANCE)) {
                ROOT.addHandler(INSTANCE);
            }
        } finally {
            LISTENING.unlock();
        }
    }

    @Override
    public void publish(LogRecord line) {
        Optional<Logger> target = target(line);
        if (target.isEmpty()) {
            return;
        }
        HANDING_OVER.set(true);
        try {
            target.get().log(withContext(line));
        } finally {
            HANDING_OVER.remove();
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    /** The platform's handler takes the message as it stands, without filling in parameters. */
    private LogRecord withContext(LogRecord line) {
        LogRecord full = new LogRecord(line.getLevel(), ScanContext.words() + text.formatMessage(line));
        full.setLoggerName(line.getLoggerName());
        full.setSourceClassName(line.getSourceClassName());
        full.setSourceMethodName(line.getSourceMethodName());
        full.setInstant(line.getInstant());
        full.setThrown(line.getThrown());
        return full;
    }

    /** Where a line belongs; empty outside of invocations and for lines that are there already. */
    private Optional<Logger> target(LogRecord line) {
        if (HANDING_OVER.get()) {
            return Optional.empty();
        }
        // Loggers without a name are those of the platform.
        String name = line.getLoggerName();
        return Invocation.logger().filter(logger -> name != null && !name.equals(logger.getName()));
    }

    /** Levels that somebody has set stay. */
    private static void setLevels() {
        HTTP_CLIENT.setLevel(Level.OFF);
        if (OURS.getLevel() == null && !OURS.isLoggable(Level.INFO)) {
            OURS.setLevel(Level.INFO);
        }
        for (Logger library : new Logger[] {AZURE, KUBERNETES, OKHTTP}) {
            if (library.getLevel() == null && library.isLoggable(Level.INFO)) {
                library.setLevel(Level.WARNING);
            }
        }
    }

    /** Keeps the lines of invocations from a handler, and what its own filter keeps from it. */
    private record Outside(@Nullable Filter own) implements Filter {

        @Override
        public boolean isLoggable(LogRecord line) {
            return INSTANCE.target(line).isEmpty() && (own == null || own.isLoggable(line));
        }
    }
}
