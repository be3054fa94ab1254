package io.arcfleet.sink;

import io.arcfleet.finding.ScanSummary;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to three files of a directory: {@code findings.jsonl} and {@code clusters.jsonl}, a row a line, and
 * {@code scan.json}.
 *
 * <p>The two lists grow while the scan runs and each delivery ends with a whole line, so they can be read at any time and
 * after a scan that was cut short. {@code scan.json} appears at the very end, whole: while it is missing, the lists are
 * those of a scan that has not ended. Rows survive the end of this process at once, and a power failure once the
 * summary is there. A new scan replaces the files of the one before; two at once in one directory are refused.
 */
public final class JsonLinesSink implements FindingSink {
    /** Name of the file with a {@link FindingRow} per line. */
    public static final String FINDINGS = "findings.jsonl";

    /** Name of the file with a {@link ClusterRow} per line. */
    public static final String CLUSTERS = "clusters.jsonl";

    /** Name of the file with the {@link ScanRow}. */
    public static final String SCAN = "scan.json";

    private final Path directory;
    private final LinesFile findings;
    private final LinesFile clusters;

    /**
     * Makes the directory if it is not there, and empties the files.
     *
     * @throws UncheckedIOException when the directory cannot be written, or another scan writes there
     */
    public JsonLinesSink(Path directory) {
        this.directory = directory;
        @Nullable LinesFile first = null;
        try {
            Files.createDirectories(directory);
            first = LinesFile.open(directory.resolve(FINDINGS));
            this.clusters = LinesFile.open(directory.resolve(CLUSTERS));
            this.findings = first;
            Files.deleteIfExists(directory.resolve(SCAN));
        } catch (IOException e) {
            closeAfter(first, e);
            throw new UncheckedIOException("cannot write to the directory " + directory + ": " + words(e), e);
        }
    }

    @Override
    public void deliver(List<ClusterReport> reports) {
        List<FindingRow> findingRows = reports.stream()
                .flatMap(report -> Rows.findings(report).stream())
                .toList();
        List<ClusterRow> clusterRows = reports.stream().map(Rows::cluster).toList();
        append(findings, FINDINGS, findingRows, findingRows.size() + clusterRows.size());
        append(clusters, CLUSTERS, clusterRows, clusterRows.size());
    }

    @Override
    public void deliver(ScanSummary summary) {
        Path partial = directory.resolve(SCAN + ".partial");
        try {
            findings.sync();
            clusters.sync();
            // Not a channel, for the reason that LinesFile gives.
            try (FileOutputStream file = new FileOutputStream(partial.toFile())) {
                file.write(RowJson.document(Rows.scan(summary)));
                file.getFD().sync();
            }
            Files.move(
                    partial,
                    directory.resolve(SCAN),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DeliveryException("cannot write " + directory.resolve(SCAN) + ": " + words(e), 1, e);
        }
    }

    @Override
    public void close() {
        try (findings;
                clusters) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the files in " + directory + ": " + words(e), e);
        }
    }

    private void append(LinesFile file, String name, List<? extends Row> rows, int lostRows) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Row row : rows) {
            lines.writeBytes(RowJson.line(row));
            lines.write('\n');
        }
        try {
            file.append(lines.toByteArray());
        } catch (IOException e) {
            throw new DeliveryException("cannot write " + directory.resolve(name) + ": " + words(e), lostRows, e);
        }
    }

    private static void closeAfter(@Nullable LinesFile file, IOException cause) {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Exceptions of the file system have only the path as their message; the class says what happened. */
    private static String words(IOException e) {
        return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
    }
}
