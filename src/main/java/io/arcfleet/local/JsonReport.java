package io.arcfleet.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.ScanSummary;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The result of a scan for a program: one JSON document; the findings themselves are in the files. */
public final class JsonReport {
    /** ASCII alone, so that nothing in a name can act on a terminal. */
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build()
            .writerWithDefaultPrettyPrinter();

    private JsonReport() {}

    /** Prints the document and a line break. */
    public static void print(FleetVerdicts verdicts, ScanSummary summary, PrintStream out) {
        Document document = new Document(
                summary.scanId(),
                summary.outcome().word(),
                summary.simulated(),
                summary.startedAt().toString(),
                summary.endedAt().toString(),
                summary.clustersFound(),
                summary.clustersScanned(),
                summary.clustersUnreached(),
                health(summary),
                summary.findings(),
                new Coverage(
                        verdicts.coverage().evaluated(), verdicts.coverage().notEvaluated()),
                verdicts.causes().stream()
                        .map(cause ->
                                new Cause(cause.checkId(), cause.severity().word(), cause.title(), cause.clusters()))
                        .toList(),
                summary.missing(),
                verdicts.unhealthy().stream().map(JsonReport::cluster).toList());
        try {
            out.println(WRITER.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }

    private static SortedMap<String, Integer> health(ScanSummary summary) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (Health health : Health.values()) {
            counts.put(health.word(), summary.count(health));
        }
        return counts;
    }

    private static Cluster cluster(ClusterVerdict verdict) {
        return new Cluster(
                verdict.clusterId(),
                verdict.name(),
                verdict.resourceGroup(),
                verdict.location(),
                verdict.health().word(),
                verdict.causes().stream()
                        .map(cause -> new RootCause(
                                cause.checkId(),
                                cause.severity().word(),
                                cause.sentence(),
                                cause.remedy(),
                                cause.certain()))
                        .toList(),
                verdict.silences());
    }

    private record Document(
            String scanId,
            String outcome,
            boolean simulated,
            String startedAt,
            String endedAt,
            int clustersFound,
            int clustersScanned,
            int clustersUnreached,
            Map<String, Integer> clustersByHealth,
            int findings,
            Coverage coverage,
            List<Cause> causes,
            List<ScanSummary.Missing> missing,
            List<Cluster> unhealthyClusters) {}

    private record Coverage(long evaluated, Map<String, Long> notEvaluated) {}

    private record Cause(String checkId, String severity, String title, int clusters) {}

    private record Cluster(
            String clusterId,
            String name,
            @Nullable String resourceGroup,
            @Nullable String location,
            String health,
            List<RootCause> rootCauses,
            List<String> notEvaluated) {}

    private record RootCause(String checkId, String severity, String sentence, String remedy, boolean certain) {}
}
