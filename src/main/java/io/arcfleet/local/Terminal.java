package io.arcfleet.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the streams of this process lead to.
 *
 * @param output whether standard output is a terminal
 * @param error whether standard error is a terminal
 * @param colours whether {@code output} may be coloured
 * @param moves whether {@code error} understands the control characters of a progress bar
 * @param width columns
 */
public record Terminal(boolean output, boolean error, boolean colours, boolean moves, int width) {
    /** Width where there is no terminal, or none that says its width. */
    static final int DEFAULT_WIDTH = 100;

    private static final int LEAST_WIDTH = 40;
    private static final int MOST_WIDTH = 160;
    private static final Pattern SIZE = Pattern.compile("\\d{1,5} (\\d{1,5})\\s*");
    private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty.*|console)");
    private static final long STTY_MILLIS = 500;

    /** No terminal at all. */
    public static Terminal none() {
        return new Terminal(false, false, false, false, DEFAULT_WIDTH);
    }

    /**
     * Looks at the streams of this process. Colours follow {@code NO_COLOR} (no-color.org: any value but the empty
     * one switches them off) and {@code TERM}.
     */
    public static Terminal detect(Map<String, String> environment) {
        boolean output = isTerminal(1);
        boolean error = isTerminal(2);
        boolean capable = !environment.getOrDefault("TERM", "dumb").equals("dumb") || isWindows();
        boolean colours =
                output && capable && environment.getOrDefault("NO_COLOR", "").isEmpty();
        int width = output || error ? width(environment) : DEFAULT_WIDTH;
        return new Terminal(output, error, colours, error && capable, width);
    }

    /**
     * Linux says for each stream where it leads. Elsewhere the console of the JDK has to do: it is there when standard
     * input and output both are a terminal, provided that the implementation in {@code java.base} is asked: from JDK 22
     * to 24 another one is the default, which is always there.
     */
    @SuppressWarnings("SystemConsoleNull") // The property makes null mean again that there is no terminal.
    private static boolean isTerminal(int stream) {
        Path link = Path.of("/proc/self/fd/" + stream);
        try {
            return DEVICE.matcher(Files.readSymbolicLink(link).toString()).matches();
        } catch (IOException | UnsupportedOperationException e) {
            System.setProperty("jdk.console", "java.base");
            return System.console() != null;
        }
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    private static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        int width = columns.matches("\\d{1,5}") ? Integer.parseInt(columns) : askedWidth();
        return width < 1 ? DEFAULT_WIDTH : Math.clamp(width, LEAST_WIDTH, MOST_WIDTH);
    }

    /** Asks {@code stty}, which every Unix has; 0 when nobody knows. */
    private static int askedWidth() {
        Path terminal = Path.of("/dev/tty");
        if (!Files.isReadable(terminal)) {
            return 0;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(STTY_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return 0;
            }
            Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            return size.matches() ? Integer.parseInt(size.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
