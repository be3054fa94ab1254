package io.arcfleet.check.agents;

import io.arcfleet.check.Phrases;
import io.arcfleet.finding.Issue;
import io.arcfleet.signature.Match;
import io.arcfleet.signature.Place;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the scheduler says of a pod for which it finds no node.
 *
 * @param text its words, empty when it has not said any
 * @param fault what kind of reason it is
 * @param shortOf the resources that the nodes are short of, as Kubernetes names them
 * @param taint the taint that keeps the pod away, if one does
 */
record SchedulerWords(String text, String fault, List<String> shortOf, Optional<String> taint) {

    private static final int NODES_NAMED = 5;

    /** The signature catches one resource; the scheduler lists them all. */
    private static final Pattern INSUFFICIENT = Pattern.compile("Insufficient ([a-z0-9./-]*[a-z0-9])");

    SchedulerWords {
        shortOf = List.copyOf(shortOf);
    }

    static SchedulerWords of(String text, SignatureCatalog signatures) {
        Map<String, Match> known = signatures.find(text, Place.EVENT).stream()
                .collect(Collectors.toMap(
                        match -> match.signature().id(), Function.identity(), (first, second) -> first));
        boolean resources = known.containsKey("node-resources-insufficient");
        Match tainted = known.get("node-taint-untolerated");
        // Room is what is short where other nodes are reserved, as those of the control plane are.
        String fault = resources ? "no room" : tainted != null ? "no node allowed" : "no node";
        return new SchedulerWords(
                text,
                fault,
                resources
                        ? INSUFFICIENT
                                .matcher(text)
                                .results()
                                .map(found -> found.group(1))
                                .distinct()
                                .toList()
                        : List.of(),
                Optional.ofNullable(tainted).map(match -> match.values().getOrDefault("taint", "cordoned")));
    }

    /** The issue with these words as evidence. */
    Issue addTo(Issue issue) {
        Issue told = issue.with("fault", fault);
        if (!text.isEmpty()) {
            told = told.with("scheduler", Phrases.quote(text));
        }
        if (!shortOf.isEmpty()) {
            told = told.with("short of", String.join(", ", shortOf));
        }
        return taint.isPresent() ? told.with("taint", taint.get()) : told;
    }

    /** The issue with what the nodes can give of the resources that are short. */
    Issue addRoom(Issue issue, List<ClusterNode> nodes) {
        String room = nodes.stream()
                .limit(NODES_NAMED)
                .map(node -> node.name() + ": "
                        + shortOf.stream()
                                .filter(node.allocatable()::containsKey)
                                .map(resource ->
                                        resource + " " + node.allocatable().get(resource))
                                .collect(Collectors.joining(", ")))
                .filter(line -> !line.endsWith(": "))
                .collect(Collectors.joining("; "));
        return room.isEmpty() ? issue : issue.with("allocatable", room);
    }
}
