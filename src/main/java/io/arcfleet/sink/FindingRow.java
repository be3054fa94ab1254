package io.arcfleet.sink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code ArcFleetFindings_CL}: one per issue and scan; of an issue that is no longer found one more, and one
 * per scan of an issue that nobody could look for. So the newest row of a finding says how it stands. The components are the columns, in order;
 * columns are only ever added. An absent value is left out of the JSON.
 *
 * @param timeGenerated when the cluster was observed
 * @param state {@code new}, {@code open} or {@code reopened} when the issue was found; {@code resolved} when its check looked and
 *     no longer found it; {@code unknown} when it was found before and its check did not look; always {@code open} where
 *     nothing is remembered between scans
 * @param rootCause whether no other finding of the cluster explains this one; of a resolved or unknown one: whether none did
 *     when it was last found, as with every column that says what was found
 * @param explainedBy id of the finding that is the root cause of this one, absent for a root cause
 * @param incidentId always absent so far: the incident of the fleet that the finding belongs to
 * @param waiverId always absent so far: the waiver that covers the finding
 * @param evidence named facts behind the message; of a resolved or unknown finding first {@code stateReason}, why it is that, and
 *     {@code lastSeen}, when it was last found
 * @param firstSeen when the finding was first seen, as far as is remembered; it outlives that the finding was resolved
 */
@JsonNaming(UpperCamelCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FindingRow(
        Instant timeGenerated,
        String scanId,
        int schemaVersion,
        boolean simulated,
        String findingId,
        String checkId,
        String checkTitle,
        String area,
        String severity,
        String state,
        boolean rootCause,
        @Nullable String explainedBy,
        @Nullable String incidentId,
        @Nullable String waiverId,
        String clusterId,
        String clusterName,
        @Nullable String subscriptionId,
        @Nullable String resourceGroup,
        @Nullable String location,
        String subject,
        String message,
        Map<String, String> evidence,
        String remedy,
        String reference,
        Instant firstSeen)
        implements Row {
    public FindingRow {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }
}
