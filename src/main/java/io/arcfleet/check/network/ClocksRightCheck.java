package io.arcfleet.check.network;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.LogCheck;
import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Check} that the clocks of the nodes are right. A certificate that an agent takes for expired or not yet valid
 * proves a wrong clock only when it is valid by the scanner's clock.
 */
public final class ClocksRightCheck implements LogCheck<ClocksRightCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "clocks-right",
            "The clocks of the nodes are right",
            Area.NETWORK,
            Severity.HIGH,
            "Compare the time of the nodes, `date -u`, and repair their time synchronisation: `timedatectl` or"
                    + " `chronyc tracking`; allow NTP (UDP 123) to the time server. Then let the agents try again:"
                    + " `kubectl -n azure-arc rollout restart deployment`.",
            List.of(ReferencePages.DIAGNOSE_CONNECTION, ReferencePages.TROUBLESHOOTING),
            List.of(),
            false);

    private final SignatureCatalog signatures;

    /** With the known error texts. */
    public ClocksRightCheck(SignatureCatalog signatures) {
        this.signatures = signatures;
    }

    /**
     * What is looked at.
     *
     * @param nodes on which the pods of an agent are, by workload; only to name them
     */
    public record View(LogEvidence logs, Map<String, List<String>> nodes) {

        public View {
            nodes = Map.copyOf(nodes);
        }
    }

    /** A node's time against the limit of a certificate that is valid: at least {@code off}. */
    private record Skew(Found line, boolean behind, Duration off, String now, String limit) {}

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return LogEvidence.of(snapshot, signatures)
                .map(logs ->
                        new View(logs, nodes(snapshot.kubernetes().pods().seen().orElse(List.of()))));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        List<Skew> skews = NetworkErrors.perLine(view.logs(), "certificate-time-wrong").stream()
                .flatMap(line -> skew(line, at).stream())
                .toList();
        return skews.stream()
                .max(Comparator.comparing(Skew::off))
                .map(worst -> issue(worst, skews, view.nodes(), at))
                .stream()
                .toList();
    }

    private static Issue issue(Skew worst, List<Skew> skews, Map<String, List<String>> nodesOf, Instant at) {
        List<Found> lines = skews.stream().map(Skew::line).toList();
        String nodes = NetworkErrors.list(lines.stream()
                .flatMap(line -> nodesOf.getOrDefault(line.workload(), List.of()).stream())
                .toList());
        String direction = worst.behind() ? "behind" : "ahead";
        String message = "The clock of " + (nodes.isEmpty() ? "a node" : "node " + nodes) + " is at least "
                + Phrases.duration(worst.off()) + " " + direction + ": in " + NetworkErrors.agents(lines) + " it was "
                + worst.now() + (worst.behind() ? ", before " : ", after ") + worst.limit()
                + (worst.behind() ? " when a certificate became valid" : " until when a certificate is valid")
                + "; at " + Phrases.time(at) + " that certificate is valid.";
        Issue issue = NetworkErrors.seenIn(Issue.of("nodes/clock", message), lines)
                .with("node time", worst.now())
                .with("certificate limit", worst.limit())
                .with("direction", direction);
        return nodes.isEmpty() ? issue : issue.with("nodes", nodes);
    }

    private static Optional<Skew> skew(Found line, Instant at) {
        Map<String, String> values = line.match().values();
        Instant now = time(values.get("now"));
        Instant limit = time(values.get("limit"));
        if (now == null || limit == null) {
            return Optional.empty();
        }
        boolean behind = "before".equalsIgnoreCase(values.get("relation"));
        boolean valid = behind ? limit.isBefore(at) : limit.isAfter(at);
        Duration off = behind ? Duration.between(now, limit) : Duration.between(limit, now);
        return valid && !off.isNegative()
                ? Optional.of(new Skew(line, behind, off, Phrases.time(now), Phrases.time(limit)))
                : Optional.empty();
    }

    private static @Nullable Instant time(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.endsWith(".") ? text.substring(0, text.length() - 1) : text)
                    .toInstant();
        } catch (DateTimeException e) {
            // A text that only looks like a time proves nothing.
            return null;
        }
    }

    private static Map<String, List<String>> nodes(List<AgentPod> pods) {
        return pods.stream()
                .filter(pod -> pod.node() != null)
                .collect(Collectors.groupingBy(
                        AgentPod::workload,
                        Collectors.mapping(
                                pod -> Objects.requireNonNull(pod.node()), Collectors.toUnmodifiableList())));
    }
}
