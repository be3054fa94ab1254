package io.arcfleet.local;

import io.arcfleet.config.ClusterFilter;
import io.arcfleet.config.Problems;
import io.arcfleet.config.ScanLimits;
import io.arcfleet.config.TypedDuration;
import io.arcfleet.finding.Severity;
import io.arcfleet.local.ScanRequest.Format;
import io.arcfleet.local.ScanRequest.Ingestion;
import io.arcfleet.local.ScanRequest.Target;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns options into a request, or says everything that is wrong with them. */
final class RequestParser {
    private static final Path DEFAULT_OUTPUT = Path.of("target", "fleet-report");
    private static final int MOST_CONCURRENT = 1_000;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST_CLUSTER = Duration.ofHours(1);
    private static final Duration LONGEST_SCAN = Duration.ofHours(24);
    private static final Map<String, Format> FORMATS =
            new TreeMap<>(Map.of("text", Format.TEXT, "json", Format.JSON, "none", Format.NONE));

    private final ScanOptions options;
    private final Set<String> knownChecks;
    private final Problems problems = new Problems();

    private RequestParser(ScanOptions options, Set<String> knownChecks) {
        this.options = options;
        this.knownChecks = knownChecks;
    }

    /**
     * The outcome of reading a command line.
     *
     * @param problems one line each
     * @param request with defaults in the place of refused values; empty when it is not clear what to scan
     */
    record Parsed(List<String> problems, Optional<ScanRequest> request) {
        Parsed {
            problems = List.copyOf(problems);
        }
    }

    /** Reads {@code options}; ids of checks must be among {@code knownChecks}. */
    static Parsed parse(ScanOptions options, Set<String> knownChecks) {
        RequestParser parser = new RequestParser(options, knownChecks);
        Optional<ScanRequest> request = parser.request();
        return new Parsed(parser.problems.lines(), request);
    }

    private Optional<ScanRequest> request() {
        Optional<Target> target = new TargetParser(options, problems).target();
        FilterParser filters = new FilterParser(options.filter, knownChecks, problems);
        ClusterFilter filter = filters.filter();
        filters.judgeChecks();
        Path output = output();
        Format format = problems.word("--format", options.result.format, FORMATS, Format.TEXT);
        Optional<Severity> failOn =
                problems.word("--fail-on", options.result.failOn, severities(), Optional.<Severity>empty());
        ScanLimits settings = settings();
        Optional<Ingestion> ingestion = ingestion();
        String cloud = cloud(target);
        Optional<String> newestAgent = newestAgent();
        return target.map(what -> new ScanRequest(
                what,
                filter,
                Set.copyOf(options.filter.checks),
                Set.copyOf(options.filter.skippedChecks),
                output,
                format,
                failOn,
                settings,
                ingestion,
                cloud,
                newestAgent,
                options.run.verbose));
    }

    private Path output() {
        String text = options.result.output;
        if (text == null) {
            return DEFAULT_OUTPUT;
        }
        Optional<Path> path = path(text);
        if (text.isBlank() || path.isEmpty()) {
            problems.add("--output", text, "must be the path of a directory");
            return DEFAULT_OUTPUT;
        }
        if (Files.exists(path.get()) && !Files.isDirectory(path.get())) {
            problems.add("--output", text, "is a file; name a directory");
        }
        return path.get();
    }

    private ScanLimits settings() {
        ScanLimits defaults = ScanLimits.defaults();
        int concurrency = (int)
                problems.number("--concurrency", options.run.concurrency, 1, MOST_CONCURRENT, defaults.concurrency());
        Duration timeout =
                problems.duration("--timeout", options.run.timeout, SHORTEST, LONGEST_SCAN, defaults.timeout());
        Duration clusterTimeout = problems.duration(
                "--cluster-timeout", options.run.clusterTimeout, SHORTEST, LONGEST_CLUSTER, defaults.clusterTimeout());
        if (options.run.clusterTimeout != null && clusterTimeout.compareTo(timeout) > 0) {
            problems.add(
                    "--cluster-timeout",
                    options.run.clusterTimeout,
                    "is longer than --timeout (" + TypedDuration.of(timeout) + "); make it shorter");
        }
        return new ScanLimits(concurrency, clusterTimeout, timeout);
    }

    private Optional<Ingestion> ingestion() {
        @Nullable String endpoint = options.result.ingestEndpoint;
        @Nullable String ruleId = options.result.ruleId;
        if (endpoint == null && ruleId == null) {
            return Optional.empty();
        }
        if (ruleId != null) {
            problems.ruleId("--rule-id", ruleId);
        }
        if (endpoint == null) {
            problems.add("--rule-id", String.valueOf(ruleId), "needs --ingest-endpoint too");
            return Optional.empty();
        }
        Optional<URI> address = problems.address("--ingest-endpoint", endpoint, false);
        if (ruleId == null) {
            problems.add("--ingest-endpoint", endpoint, "needs --rule-id too");
            return Optional.empty();
        }
        return address.map(uri -> new Ingestion(uri, ruleId));
    }

    private String cloud(Optional<Target> target) {
        String cloud = options.target.cloud;
        if (cloud == null) {
            return "public";
        }
        if (target.isPresent()
                && target.get() instanceof ScanRequest.Simulated
                && options.result.ingestEndpoint == null) {
            problems.add("--cloud", cloud, "a simulated fleet is in no cloud; add --subscription or leave it out");
        }
        if (Set.of("public", "usgovernment", "china").contains(cloud)) {
            return cloud;
        }
        if (path(cloud).filter(Files::isReadable).filter(Files::isRegularFile).isEmpty()) {
            problems.add("--cloud", cloud, "must be public, usgovernment, china or a file that can be read");
            return "public";
        }
        return cloud;
    }

    private Optional<String> newestAgent() {
        return Optional.ofNullable(options.run.newestAgent)
                .flatMap(version -> problems.version("--newest-agent", version));
    }

    private static Map<String, Optional<Severity>> severities() {
        Map<String, Optional<Severity>> words = new LinkedHashMap<>();
        words.put("never", Optional.empty());
        for (Severity severity : List.of(Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)) {
            words.put(severity.word(), Optional.of(severity));
        }
        return words;
    }

    /** The path, unless the text cannot be one on this system. */
    static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
