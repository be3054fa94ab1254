package io.arcfleet.local;

import io.arcfleet.function.CausesJson;
import io.arcfleet.signature.Match;
import io.arcfleet.signature.SignatureCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what an error text means: its known causes, best first. */
final class ErrorExplanation {

    /** Bytes. */
    static final int LARGEST_TEXT = 16 * 1024 * 1024;

    private static final String NEXT = "Give more of the text: the lines before the error too, or the whole output with"
            + " --debug. What the agents say is in 'kubectl -n azure-arc logs POD --all-containers'. A scan of the cluster"
            + " looks at more than one text: 'arc-fleet-scanner scan --help'.";

    private final SignatureCatalog catalog;
    private final Terminal terminal;
    private final InputStream input;

    /**
     * Explains for {@code terminal}.
     *
     * @param input what {@code -} stands for
     */
    ErrorExplanation(SignatureCatalog catalog, Terminal terminal, InputStream input) {
        this.catalog = catalog;
        this.terminal = terminal;
        this.input = input;
    }

    /** A text, or why there is none. */
    private sealed interface Input {

        record Text(String text) implements Input {}

        record Unusable(String problem) implements Input {}
    }

    /**
     * Explains a file, or standard input for {@code -}.
     *
     * @param problems takes why it cannot be explained; then nothing is printed
     */
    ExitStatus explain(@Nullable String file, boolean json, PrintStream out, List<String> problems) {
        return switch (read(file)) {
            case Input.Unusable unusable -> {
                problems.add(unusable.problem());
                yield ExitStatus.USAGE;
            }
            case Input.Text text -> {
                List<Match> matches = catalog.explain(text.text());
                if (json) {
                    out.println(CausesJson.of(matches).toPrettyString());
                } else {
                    print(matches, out);
                }
                yield matches.isEmpty() ? ExitStatus.NO_KNOWN_CAUSE : ExitStatus.DONE;
            }
        };
    }

    private Input read(@Nullable String file) {
        if (file == null) {
            return new Input.Unusable("explain: give a file, or - for standard input");
        }
        try (InputStream stream = file.equals("-") ? input : Files.newInputStream(Path.of(file))) {
            byte[] bytes = stream.readNBytes(LARGEST_TEXT + 1);
            if (bytes.length > LARGEST_TEXT) {
                return new Input.Unusable(file + ": is larger than 16 MiB; give the part around the error");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.isBlank()
                    ? new Input.Unusable(file + ": is empty; give the error as it was printed")
                    : new Input.Text(text);
        } catch (NoSuchFileException e) {
            return new Input.Unusable(file + ": there is no such file; name one, or - for standard input");
        } catch (IOException | InvalidPathException e) {
            return new Input.Unusable(
                    file + ": cannot be read (" + e.getMessage() + "); name a file, or - for standard" + " input");
        }
    }

    private void print(List<Match> matches, PrintStream out) {
        if (matches.isEmpty()) {
            out.println("No known cause.");
            paragraph("", NEXT, out);
            return;
        }
        out.println(Count.of(matches.size(), "known cause") + (matches.size() > 1 ? ", the surest first:" : ":"));
        for (Match match : matches) {
            out.println();
            String confidence = match.signature().confidence().name();
            out.println(bold(match.signature().title()) + "  ("
                    + match.signature().id() + ", " + confidence.toLowerCase(Locale.ROOT) + ")");
            String more = match.count() > 1 ? ", first of " + match.count() : "";
            paragraph("  Line " + match.lineNumber() + more + ": ", match.line(), out);
            paragraph("  ", match.signature().meaning(), out);
            paragraph("  Remedy: ", match.signature().remedy(), out);
            match.signature().references().forEach(page -> out.println("  See " + page));
        }
    }

    private void paragraph(String lead, String text, PrintStream out) {
        Paragraph.lines(lead, text, terminal.width()).forEach(out::println);
    }

    private String bold(String text) {
        return terminal.colours() ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
