package io.arcfleet.check;

import io.arcfleet.signature.Match;
import io.arcfleet.signature.Place;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ContainerLog;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The known error texts in the logs of the agents, for the checks that judge by them.
 *
 * <p>Logs are only asked for where something looks wrong: of unhealthy containers, and of the agents that talk to Azure
 * when Azure does not hear them. So no log at all means that nothing looked wrong, and a check that judges by logs passes;
 * logs that were asked for and could not be read mean that it cannot judge. When some were read, it judges by these, and
 * the others are its blind spot.
 *
 * @param logs the logs that were read; a cluster in which nothing looks wrong has none, and costs nothing to judge
 */
public record LogEvidence(List<Text> logs, SignatureCatalog catalog) {

    public LogEvidence {
        logs = List.copyOf(logs);
    }

    /** The log of one container; {@code previous} as in {@link ContainerLog}. */
    public record Text(String workload, String container, boolean previous, String text) {

        private Stream<Found> found(List<Match> matches, Set<String> wanted) {
            return matches.stream()
                    .filter(match -> wanted.contains(match.signature().id()))
                    .map(match -> new Found(workload, container, previous, match));
        }
    }

    /** A line of a log, whole, and what was found in it, the surest first. */
    public record Line(String text, List<Found> found) {

        public Line {
            found = List.copyOf(found);
        }
    }

    /**
     * A known error text and the log that holds it.
     *
     * @param workload what owns the pod, stable: a subject
     * @param previous whether it is the log of the previous, ended run
     */
    public record Found(String workload, String container, boolean previous, Match match) {}

    /**
     * The evidence of this cluster: unavailable when the pods are, because then nobody knew which logs to ask for, and
     * when every log that was asked for is, with the first reason.
     */
    public static Observation<LogEvidence> of(ClusterSnapshot snapshot, SignatureCatalog catalog) {
        List<ContainerLog> asked = snapshot.kubernetes().logs();
        List<Text> read = asked.stream().flatMap(LogEvidence::read).toList();
        Observation<LogEvidence> evidence = Observation.of(new LogEvidence(read, catalog));
        if (!read.isEmpty()) {
            return evidence;
        }
        return snapshot.kubernetes()
                .pods()
                .flatMap(pods -> asked.stream()
                        .flatMap(log -> log.text().failure().stream())
                        .findFirst()
                        .<Observation<LogEvidence>>map(Unavailable::cast)
                        .orElse(evidence));
    }

    /**
     * Why not all of the evidence was read, empty when it was. Also a log that is no longer there counts: that of the pod
     * which has come in its place was not asked for.
     */
    public static Optional<Unavailable<?>> unread(ClusterSnapshot snapshot) {
        return snapshot.kubernetes()
                .pods()
                .unseen("pods")
                .or(() -> snapshot.kubernetes().logs().stream()
                        .<Unavailable<?>>flatMap(
                                log -> log.text().failure().stream().map(failure -> failure.named(name(log))))
                        .findFirst());
    }

    /**
     * Where these signatures are seen, in the order of the logs, the surest first in each.
     *
     * @throws IllegalArgumentException when the catalogue has no signature with one of these ids
     */
    public List<Found> find(String... signatureIds) {
        Set<String> wanted = known(signatureIds);
        return logs.stream()
                .flatMap(log -> log.found(catalog.find(log.text(), Place.AGENT_LOG), wanted))
                .toList();
    }

    /**
     * Every line with one of these signatures: one log names many hosts, and each of them counts.
     *
     * @throws IllegalArgumentException when the catalogue has no signature with one of these ids
     */
    public List<Line> perLine(String... signatureIds) {
        Set<String> wanted = known(signatureIds);
        return logs.stream()
                .flatMap(log -> catalog.findPerLine(log.text()).stream()
                        .map(line -> new Line(
                                line.text(), log.found(line.matches(), wanted).toList())))
                .filter(line -> !line.found().isEmpty())
                .toList();
    }

    private Set<String> known(String... signatureIds) {
        Set<String> wanted = Set.of(signatureIds);
        wanted.forEach(this::requireKnown);
        return wanted;
    }

    private void requireKnown(String id) {
        if (catalog.find(id).isEmpty()) {
            throw new IllegalArgumentException("no signature has the id " + id);
        }
    }

    private static String name(ContainerLog log) {
        return "log " + log.workload() + "/" + log.container() + (log.previous() ? " (previous)" : "");
    }

    private static Stream<Text> read(ContainerLog log) {
        return log.text().seen().stream().map(text -> new Text(log.workload(), log.container(), log.previous(), text));
    }
}
