package io.arcfleet.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Every line that a command logs, as it would be printed with its stack: of this program from the finest level on, of
 * libraries from INFO.
 */
final class EveryLine extends Handler implements AutoCloseable {

    /** While it is set, the command line leaves the configuration of the logging alone. */
    private static final String GIVEN = "java.util.logging.config.file";

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OURS = Logger.getLogger("io.arcfleet");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final @Nullable Level before = OURS.getLevel();
    private final @Nullable String given = System.getProperty(GIVEN);

    private EveryLine() {
        setFormatter(new SimpleFormatter());
        setLevel(Level.ALL);
    }

    static EveryLine capture() {
        EveryLine log = new EveryLine();
        System.setProperty(GIVEN, "of the test");
        OURS.setLevel(Level.ALL);
        ROOT.addHandler(log);
        return log;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(getFormatter().format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
        OURS.setLevel(before);
        if (given == null) {
            System.clearProperty(GIVEN);
        } else {
            System.setProperty(GIVEN, given);
        }
    }
}
