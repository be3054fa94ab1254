package io.arcfleet.local;

import io.arcfleet.check.CheckSpec;
import io.arcfleet.config.PlainText;
import io.arcfleet.config.Problems;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.sink.ProductVersion;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: finds out what is wanted, and turns every outcome into an exit status. */
public final class ArcFleetScanner {
    private static final String PROGRAM = ProgramCommand.NAME;
    private static final int LARGEST_PORT = 65_535;

    /** The port of the Functions host on a developer's machine. */
    private static final int FUNCTIONS_PORT = 7071;

    private static final Set<String> TOP_LEVEL = Set.of("-h", "--help", "-V", "--version");

    private final Terminal terminal;
    private final List<CheckSpec> catalog;
    private final ScanChecks checks;
    private final ScanExecution execution;
    private final ServeExecution serving;
    private final ScanExecution permissions;

    /**
     * A command line over these parts.
     *
     * @param catalog every check, in the order in which the command {@code checks} lists them
     * @param checks examines a request further
     * @param execution runs a request
     * @param serving runs the function app
     * @param permissions says what is missing in the target of a request
     */
    public ArcFleetScanner(
            Terminal terminal,
            List<CheckSpec> catalog,
            ScanChecks checks,
            ScanExecution execution,
            ServeExecution serving,
            ScanExecution permissions) {
        this.terminal = terminal;
        this.catalog = List.copyOf(catalog);
        this.checks = checks;
        this.execution = execution;
        this.serving = serving;
        this.permissions = permissions;
    }

    /** Runs one command and returns the exit status for the shell; throws nothing but errors of the JVM. */
    public int run(String[] args, PrintStream out, PrintStream err) {
        boolean verbose = Arrays.asList(args).contains("--verbose");
        try {
            return run(withCommand(args), out, err).code();
        } catch (RuntimeException e) {
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            err.println(PROGRAM + ": the scan could not be completed: " + PlainText.of(message));
            if (verbose) {
                e.printStackTrace(err);
            } else {
                err.println("Run it again with --verbose to see where this comes from.");
            }
            return ExitStatus.INCOMPLETE.code();
        }
    }

    /** {@code scan} may be left out. */
    private static List<String> withCommand(String[] args) {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        if (words.isEmpty() || (words.getFirst().startsWith("-") && !TOP_LEVEL.contains(words.getFirst()))) {
            words.addFirst("scan");
        }
        return words;
    }

    private ExitStatus run(List<String> words, PrintStream out, PrintStream err) {
        ScanOptions options = new ScanOptions();
        ServeOptions serve = new ServeOptions();
        ExplainOptions explain = new ExplainOptions();
        PermissionsOptions allowed = new PermissionsOptions();
        CommandLine program = commandLine(options, serve, explain, allowed);
        ParseResult parsed = program.parseArgs(words.toArray(String[]::new));
        ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        CommandLine asked = command.commandSpec().commandLine();
        if (command.isUsageHelpRequested()) {
            asked.usage(out, colours());
            return ExitStatus.DONE;
        }
        if (command.isVersionHelpRequested()) {
            out.println(PROGRAM + " " + ProductVersion.current());
            return ExitStatus.DONE;
        }
        List<String> problems = syntaxProblems(parsed, command);
        return switch (asked.getCommandName()) {
            case "scan" -> scan(options, problems, out, err);
            case "serve" -> serve(serve, problems, out, err);
            case "explain" -> explain(explain, problems, out, err);
            case "permissions" -> permissions(allowed, problems, out, err);
            case "checks" -> problems.isEmpty() ? listChecks(out) : refused(problems, "checks", err);
            default -> refused(orNoCommand(problems), "", err);
        };
    }

    private ExitStatus scan(ScanOptions options, List<String> problems, PrintStream out, PrintStream err) {
        Logging.configure(options.run.verbose);
        Logging.nameScan();
        return run(execution, "scan", options, problems, out, err);
    }

    private ExitStatus permissions(
            PermissionsOptions options, List<String> problems, PrintStream out, PrintStream err) {
        Logging.configure(options.verbose);
        if (problems.isEmpty() && options.onlyPrints()) {
            PermissionsText.print(out);
            return ExitStatus.DONE;
        }
        return run(permissions, "permissions", options.asScan(), problems, out, err);
    }

    private ExitStatus run(
            ScanExecution command,
            String name,
            ScanOptions options,
            List<String> problems,
            PrintStream out,
            PrintStream err) {
        Set<String> ids = catalog.stream().map(CheckSpec::id).collect(Collectors.toSet());
        RequestParser.Parsed parsed = RequestParser.parse(options, ids);
        List<String> all = new ArrayList<>(problems);
        all.addAll(parsed.problems());
        parsed.request().ifPresent(request -> all.addAll(checks.problems(request)));
        if (!all.isEmpty() || parsed.request().isEmpty()) {
            return refused(all, name, err);
        }
        return command.run(parsed.request().get(), out, err);
    }

    private ExitStatus serve(ServeOptions options, List<String> syntax, PrintStream out, PrintStream err) {
        Logging.configure(options.verbose);
        Problems problems = new Problems();
        syntax.forEach(problems::add);
        int port = (int) problems.number("--port", options.port, 0, LARGEST_PORT, FUNCTIONS_PORT);
        ScanRequest.Simulated simulated = TargetParser.simulated(options.simulation, problems);
        FaultNames.problem(simulated.faults()).ifPresent(problems::add);
        if (!problems.lines().isEmpty()) {
            return refused(problems.lines(), "serve", err);
        }
        List<String> found = serving.run(port, simulated, out);
        return found.isEmpty() ? ExitStatus.DONE : refused(found, "serve", err);
    }

    private ExitStatus explain(ExplainOptions options, List<String> syntax, PrintStream out, PrintStream err) {
        List<String> problems = new ArrayList<>(syntax);
        ExitStatus status = problems.isEmpty()
                ? new ErrorExplanation(SignatureCatalog.standard(), terminal, System.in)
                        .explain(options.file, options.json, out, problems)
                : ExitStatus.USAGE;
        return problems.isEmpty() ? status : refused(problems, "explain", err);
    }

    private ExitStatus listChecks(PrintStream out) {
        ChecksCommand.print(catalog, out);
        return ExitStatus.DONE;
    }

    private static ExitStatus refused(List<String> problems, String command, PrintStream err) {
        problems.forEach(problem -> err.println(PROGRAM + ": " + PlainText.of(problem)));
        err.println("'" + (PROGRAM + " " + command).strip() + " --help' shows what can be given.");
        return ExitStatus.USAGE;
    }

    private static List<String> orNoCommand(List<String> problems) {
        return problems.isEmpty() ? List.of("give a command: scan, serve, explain, permissions or checks") : problems;
    }

    private CommandLine commandLine(
            ScanOptions options, ServeOptions serve, ExplainOptions explain, PermissionsOptions allowed) {
        CommandLine program = new CommandLine(new ProgramCommand());
        program.addSubcommand("scan", options);
        program.addSubcommand("serve", serve);
        program.addSubcommand("explain", explain);
        program.addSubcommand("permissions", allowed);
        program.addSubcommand("checks", new ChecksCommand());
        // Every problem is wanted at once, not only the first.
        program.getSubcommands().values().forEach(ArcFleetScanner::tolerant);
        tolerant(program);
        program.setColorScheme(colours());
        program.setUsageHelpWidth(Math.clamp(terminal.width(), 80, Terminal.DEFAULT_WIDTH));
        return program;
    }

    private static void tolerant(CommandLine command) {
        command.getCommandSpec()
                .parser()
                .collectErrors(true)
                .unmatchedOptionsAllowedAsOptionParameters(false)
                .abbreviatedOptionsAllowed(false);
    }

    private Help.ColorScheme colours() {
        return Help.defaultColorScheme(terminal.colours() ? Help.Ansi.ON : Help.Ansi.OFF);
    }

    private static List<String> syntaxProblems(ParseResult parsed, ParseResult command) {
        List<Exception> errors = new ArrayList<>(parsed.errors());
        errors.addAll(command.errors());
        return errors.stream()
                .flatMap(error -> sentences(error).stream())
                .distinct()
                .toList();
    }

    private static List<String> sentences(Exception error) {
        if (!(error instanceof UnmatchedArgumentException unmatched)) {
            return List.of(String.valueOf(error.getMessage()));
        }
        List<String> sentences = new ArrayList<>();
        boolean afterUnknownOption = false;
        for (String word : unmatched.getUnmatched()) {
            if (word.startsWith("-")) {
                sentences.add(word + ": there is no such option" + suggestion(unmatched, word));
                afterUnknownOption = true;
            } else if (!afterUnknownOption) {
                sentences.add(word + ": is not expected here" + suggestion(unmatched, word));
            }
        }
        return sentences;
    }

    /** The library looks for words that are similar to the first one alone. */
    private static String suggestion(UnmatchedArgumentException unmatched, String word) {
        List<String> similar = unmatched.getSuggestions();
        boolean first = word.equals(unmatched.getUnmatched().getFirst());
        return first && !similar.isEmpty() ? "; did you mean " + similar.getFirst() + "?" : "";
    }
}
