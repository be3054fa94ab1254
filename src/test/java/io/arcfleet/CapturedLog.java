package io.arcfleet;

import io.arcfleet.scan.ScanContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps what a logger is given, from INFO on and as it stands, until it is closed. */
public final class CapturedLog extends Handler implements AutoCloseable {

    /** Those whose level the command line sets, which other tests run in this JVM. */
    private static final List<Logger> CONFIGURED =
            List.of(Logger.getLogger(""), Logger.getLogger("io.arcfleet"), Logger.getLogger("com.azure"));

    private final Logger logger;
    private final Map<Logger, Optional<Level>> before = new LinkedHashMap<>();
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    private CapturedLog(Logger logger) {
        this.logger = logger;
    }

    /**
     * A line.
     *
     * @param context the keys of the scan that the thread worked on
     */
    public record Line(
            Level level,
            @Nullable String logger,
            String context,
            String message,
            @Nullable Throwable thrown) {}

    /** Of everything that reaches the root, with the levels of a JVM whose logging nobody has configured. */
    public static CapturedLog ofRoot() {
        CapturedLog log = of(Logger.getLogger(""));
        for (Logger configured : CONFIGURED) {
            log.before.put(configured, Optional.ofNullable(configured.getLevel()));
            configured.setLevel(configured.getName().isEmpty() ? Level.INFO : null);
        }
        return log;
    }

    /** Of one logger and those below it. */
    public static CapturedLog of(Logger logger) {
        CapturedLog log = new CapturedLog(logger);
        logger.addHandler(log);
        return log;
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The lines whose message has these words. */
    public List<Line> lines(String words) {
        return lines.stream().filter(line -> line.message().contains(words)).toList();
    }

    @Override
    public void publish(LogRecord line) {
        if (isLoggable(line) && line.getLevel().intValue() >= Level.INFO.intValue()) {
            lines.add(new Line(
                    line.getLevel(), line.getLoggerName(), ScanContext.words(), line.getMessage(), line.getThrown()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        before.forEach((configured, level) -> configured.setLevel(level.orElse(null)));
    }
}
