package io.arcfleet.check;

import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import java.net.URI;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What is known of a check apart from its logic.
 *
 * @param id a kebab-case condition, stable forever, for example {@code agent-pods-ready}
 * @param title the good state in words
 * @param remediation what to do, sentences ending with a period; {@code {name}}, {@code {resourceGroup}},
 *     {@code {subscription}}, {@code {location}}, {@code {subject}} and names of evidence in braces are filled in
 * @param references pages that tell more, at least one
 * @param explainedBy checks whose issues explain this check's issues; over the whole catalogue an acyclic graph
 * @param required whether a cluster may not be called healthy when this check could not look
 */
public record CheckSpec(
        String id,
        String title,
        Area area,
        Severity severity,
        String remediation,
        List<URI> references,
        List<Explanation> explainedBy,
        boolean required) {

    public CheckSpec {
        references = List.copyOf(references);
        explainedBy = List.copyOf(explainedBy);
    }

    /**
     * One edge of the graph of causes.
     *
     * @param checkId the check whose issue explains
     * @param when whether the explaining issue (second) really explains this issue (first)
     */
    public record Explanation(String checkId, BiPredicate<Issue, Issue> when) {

        /** Any issue of {@code checkId} explains any issue of this check. */
        public static Explanation by(String checkId) {
            return new Explanation(checkId, (explained, explaining) -> true);
        }

        /** An issue of {@code checkId} explains an issue of this check on the same subject. */
        public static Explanation bySameSubject(String checkId) {
            return new Explanation(
                    checkId, (explained, explaining) -> explained.subject().equals(explaining.subject()));
        }
    }
}
