package io.arcfleet.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What a scan sends to Log Analytics: rows, bytes and calls. The command line scans a simulated fleet with the faults of the
 * default run, and the simulation records the calls to its Logs Ingestion API, which are then counted. Neither bytes nor
 * calls depend on the machine.
 */
final class RowsBenchmark {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Documented limit of a call, in bytes before compression. */
    private static final int CALL = 1_000_000;

    private static final List<String> TABLES =
            List.of("ArcFleetFindings_CL", "ArcFleetClusters_CL", "ArcFleetScans_CL");

    private RowsBenchmark() {}

    /** A recorded call; bytes before and after compression. */
    private record Call(String table, int rows, int bytes, int zipped) {}

    /** Scans fleets of these sizes. */
    static List<String> table(Path folder, int... sizes) throws IOException, InterruptedException {
        List<String> table = new ArrayList<>(List.of(
                "| clusters | table | rows | bytes | bytes a row | bytes, gzip | calls | calls if full"
                        + " | fill: mean | fullest |",
                "|---|---|---|---|---|---|---|---|---|---|"));
        for (int size : sizes) {
            List<Call> calls = calls(Files.createDirectories(folder.resolve(Integer.toString(size))), size);
            for (String name : TABLES) {
                table.add(row(
                        size,
                        name,
                        calls.stream().filter(call -> call.table().equals(name)).toList()));
            }
            table.add(row(size, "all", calls));
        }
        return table;
    }

    private static List<Call> calls(Path run, int clusters) throws IOException, InterruptedException {
        Path tape = run.resolve("requests.tsv");
        try (RunningSimulation simulation = RunningSimulation.start(run, clusters, "default")) {
            simulation.command("record " + tape);
            FleetBenchmark.scan(
                    run,
                    simulation,
                    "--ingest-endpoint",
                    simulation.endpoint("ingestionEndpoint"),
                    "--rule-id",
                    simulation.endpoint("ruleId"));
            simulation.command("stop");
        }
        List<Call> calls = new ArrayList<>();
        try (Stream<String> lines = Files.lines(tape)) {
            for (String line : (Iterable<String>) lines.filter(line -> line.contains("/streams/Custom-"))::iterator) {
                calls.add(call(line));
            }
        }
        return calls;
    }

    private static Call call(String line) throws IOException {
        String table = line.replaceFirst(".*/streams/Custom-", "").replaceFirst("\\?.*", "");
        byte[] zipped = Base64.getDecoder().decode(line.substring(line.lastIndexOf('\t') + 1));
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            byte[] plain = unzipped.readAllBytes();
            return new Call(table, JSON.readTree(plain).size(), plain.length, zipped.length);
        }
    }

    /** How few calls the rows of a table would need: a call is for one table. */
    private static long fullCalls(String table, List<Call> calls) {
        long bytes = calls.stream()
                .filter(call -> call.table().equals(table))
                .mapToLong(Call::bytes)
                .sum();
        return (bytes + CALL - 1) / CALL;
    }

    private static String row(int clusters, String table, List<Call> calls) {
        long rows = calls.stream().mapToLong(Call::rows).sum();
        long bytes = calls.stream().mapToLong(Call::bytes).sum();
        return String.format(
                Locale.ROOT,
                "| %,d | %s | %,d | %,d | %,d | %,d | %,d | %,d | %.1f %% | %.1f %% |",
                clusters,
                table,
                rows,
                bytes,
                bytes / rows,
                calls.stream().mapToLong(Call::zipped).sum(),
                calls.size(),
                TABLES.stream().mapToLong(name -> fullCalls(name, calls)).sum(),
                bytes * 100.0 / calls.size() / CALL,
                calls.stream().mapToInt(Call::bytes).max().orElseThrow() * 100.0 / CALL);
    }
}
