package io.arcfleet.check;

import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import java.net.URI;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

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
     * @param checkId the check whose issue explains; the check itself for {@link #byTwin}
     * @param concerns whether this issue can be explained so at all; asked alone when {@code checkId} could not look
     * @param when whether the explaining issue (second) really explains this issue (first)
     */
    public record Explanation(String checkId, Predicate<Issue> concerns, BiPredicate<Issue, Issue> when) {

        /** An edge that can concern any issue of this check. */
        public Explanation(String checkId, BiPredicate<Issue, Issue> when) {
            this(checkId, explained -> true, when);
        }

        /** Any issue of {@code checkId} explains any issue of this check. */
        public static Explanation by(String checkId) {
            return new Explanation(checkId, (explained, explaining) -> true);
        }

        /** An issue of {@code checkId} explains an issue of this check on the same subject. */
        public static Explanation bySameSubject(String checkId) {
            return new Explanation(
                    checkId, (explained, explaining) -> explained.subject().equals(explaining.subject()));
        }

        /**
         * Within the check {@code checkId}: an issue on the alphabetically first subject stands for those that have the
         * same values of all of {@code evidence}, so that one fault that hits many workloads is one root cause.
         */
        public static Explanation byTwin(String checkId, String... evidence) {
            List<String> names = List.of(evidence);
            return new Explanation(
                    checkId,
                    (explained, explaining) -> explaining.subject().compareTo(explained.subject()) < 0
                            && names.stream().allMatch(name -> hasSame(name, explained, explaining)));
        }

        /** The same edge for those issues of this check alone that {@code explained} accepts. */
        public Explanation onlyFor(Predicate<Issue> explained) {
            return new Explanation(checkId, concerns.and(explained), when);
        }

        /** The same edge from those issues of the explaining check alone that {@code explaining} accepts. */
        public Explanation onlyFrom(Predicate<Issue> explaining) {
            return new Explanation(checkId, concerns, when.and((explained, cause) -> explaining.test(cause)));
        }

        /** Whether {@code explaining}, an issue of {@link #checkId}, explains {@code explained}. */
        public boolean explains(Issue explained, Issue explaining) {
            return concerns.test(explained) && when.test(explained, explaining);
        }

        private static boolean hasSame(String name, Issue one, Issue other) {
            String value = one.evidence().get(name);
            return value != null && value.equals(other.evidence().get(name));
        }
    }
}
