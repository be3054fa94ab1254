package io.arcfleet.sink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code ArcFleetClusters_CL}: one per cluster and scan. The components are the columns, in order;
 * columns are only ever added. An absent value is left out of the JSON.
 *
 * @param timeGenerated when the cluster was observed
 * @param tags absent, like everything else of the resource, when the Azure side was not read
 * @param unrecoverableOn when the cluster can only be connected anew: the expiry of its identity certificate
 * @param verdict the health in one word
 * @param rootCauses worst first
 * @param reached whether the API server answered
 * @param reachFailure reason and detail when it did not
 * @param checksNotEvaluated checks that could not look, checks that are at fault themselves included: passed, failed
 *     and not evaluated add up to all checks
 * @param notEvaluated one entry per check of {@code checksNotEvaluated}
 * @param durationMs from the first call to the verdict, milliseconds
 */
@JsonNaming(UpperCamelCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterRow(
        Instant timeGenerated,
        String scanId,
        int schemaVersion,
        boolean simulated,
        String clusterId,
        String clusterName,
        @Nullable String subscriptionId,
        @Nullable String subscriptionName,
        @Nullable String resourceGroup,
        @Nullable String location,
        @Nullable String kind,
        @Nullable Map<String, String> tags,
        @Nullable String distribution,
        @Nullable String infrastructure,
        @Nullable String kubernetesVersion,
        @Nullable String agentVersion,
        @Nullable Integer nodeCount,
        @Nullable Integer coreCount,
        @Nullable String connectivityStatus,
        @Nullable Instant lastConnectivity,
        @Nullable Instant certificateExpires,
        @Nullable Instant unrecoverableOn,
        String verdict,
        List<Cause> rootCauses,
        boolean reached,
        @Nullable String reachFailure,
        int checksPassed,
        int checksFailed,
        int checksNotEvaluated,
        List<Silence> notEvaluated,
        List<Read> reads,
        long durationMs)
        implements Row {
    public ClusterRow {
        tags = tags == null ? null : Map.copyOf(tags);
        rootCauses = List.copyOf(rootCauses);
        notEvaluated = List.copyOf(notEvaluated);
        reads = List.copyOf(reads);
    }

    /**
     * A root cause.
     *
     * @param certain whether every check that could explain it was evaluated
     * @param explains number of findings that follow from it
     */
    public record Cause(
            String findingId, String checkId, String severity, String sentence, boolean certain, int explains) {}

    /** A check that could not look, and the word of the reason. */
    public record Silence(String checkId, String reason) {}

    /** How a read went: its name, milliseconds, and {@code ok} or the word of the reason. */
    public record Read(String read, long ms, String outcome) {}
}
