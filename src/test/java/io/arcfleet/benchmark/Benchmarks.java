package io.arcfleet.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs benchmarks and prints their tables in Markdown. The first argument is a folder for the files of the runs, the
 * others name the benchmarks: {@code fleet}, {@code start}, {@code heap}, {@code checks}, {@code signatures},
 * {@code credentials}, {@code rows}. A goal that is missed is in the table; it does not
 * fail the run.
 */
public final class Benchmarks {

    private Benchmarks() {}

    /** Runs them one after the other. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        List<String> tables = new ArrayList<>();
        for (String name : List.of(arguments).subList(1, arguments.length)) {
            Path own = Files.createDirectories(folder.resolve(name));
            tables.addAll(
                    switch (name) {
                        case "fleet" -> FleetBenchmark.table(own, 1_000, 5_000);
                        case "start" -> StartBenchmark.table(own);
                        case "heap" -> HeapBenchmark.table(own);
                        case "checks" -> CheckBenchmark.table(own);
                        case "signatures" -> SignatureBenchmark.table();
                        case "credentials" -> CredentialBenchmark.table(own);
                        case "rows" -> RowsBenchmark.table(own, 1_000, 10_000);
                        default -> throw new IllegalArgumentException("unknown benchmark: " + name);
                    });
            tables.add("");
        }
        Files.write(folder.resolve("benchmarks.md"), tables);
        tables.forEach(System.out::println);
    }

    /** How a goal reads in a table. */
    static String verdict(double measured, double atMost) {
        return measured <= atMost ? "met" : "missed";
    }
}
