package io.arcfleet.check.gitops;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.signature.Match;
import io.arcfleet.signature.Place;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.FluxConfiguration.Problem;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A {@link Check} that Flux can fetch what it is to apply. */
public final class FluxSourceFreshCheck implements Check<List<FluxConfiguration>> {

    private static final String ID = "flux-source-fresh";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "Flux fetches its sources",
            Area.GITOPS,
            Severity.MEDIUM,
            "Read what the source says: `kubectl get gitrepositories,buckets,ocirepositories,helmrepositories -A`."
                    + " Mend the address or the branch; give valid credentials,"
                    + " `az k8s-configuration flux update -t connectedClusters -c {name} -g {resourceGroup} -n {configuration}`;"
                    + " or let the cluster resolve, reach and trust the host.",
            List.of(ReferencePages.FLUX, ReferencePages.EXTENSIONS_TROUBLESHOOTING),
            Stream.concat(
                            Stream.of("heartbeat-fresh", "onboarding-complete", "flux-controllers-ready")
                                    .map(Explanation::by),
                            Stream.of(Explanation.byTwin(ID, "source", "error")))
                    .toList(),
            false);

    private static final Set<String> SOURCES =
            Set.of("gitrepository", "bucket", "ocirepository", "azureblob", "helmrepository");

    /** What other objects say when only their source is at fault. */
    private static final List<String> WAITING =
            List.of("source", "artifact", "dependency", "not compliant", "non-compliant");

    private final SignatureCatalog signatures;

    /** With the known error texts. */
    public FluxSourceFreshCheck(SignatureCatalog signatures) {
        this.signatures = signatures;
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<List<FluxConfiguration>> view(ClusterSnapshot snapshot) {
        return snapshot.azure().fluxConfigurations();
    }

    @Override
    public List<Issue> evaluate(List<FluxConfiguration> configurations, Instant at) {
        return configurations.stream()
                .filter(configuration -> !configuration.suspended())
                .flatMap(configuration -> configuration.problems().stream()
                        .filter(problem -> isSource(problem.kind()))
                        .findFirst()
                        .map(problem -> issue(configuration, problem))
                        .stream())
                .toList();
    }

    /**
     * The edge by which a source that is not fetched explains what is not applied of the same configuration, as long as the
     * rest of it says no more than that it waits.
     */
    static Explanation explainsWhatIsNotApplied() {
        return Explanation.bySameSubject(ID)
                .onlyFor(issue -> issue.evidence().entrySet().stream()
                        .filter(fact -> fact.getKey().contains("/"))
                        .filter(fact -> !isSource(
                                fact.getKey().substring(0, fact.getKey().indexOf('/'))))
                        .allMatch(fact ->
                                WAITING.stream().anyMatch(fact.getValue().toLowerCase(Locale.ROOT)::contains)));
    }

    private Issue issue(FluxConfiguration configuration, Problem problem) {
        String said = Objects.requireNonNullElse(problem.message(), "");
        Optional<Match> known =
                signatures.find(said, Place.EXTENSION_STATUS).stream().findFirst();
        String message = "Flux configuration " + configuration.name() + " cannot fetch " + problem.kind() + " "
                + problem.name()
                + (configuration.source() == null ? "" : " from " + configuration.source())
                + (said.isBlank() ? "" : ": " + Phrases.quote(said)) + ".";
        Issue issue = Issue.of("flux/" + configuration.name(), message)
                .with("configuration", configuration.name())
                .with(
                        "source",
                        Objects.requireNonNullElse(configuration.source(), problem.kind() + "/" + problem.name()))
                .with("error", said.isBlank() ? "not said" : Phrases.quote(said));
        return known.map(match -> issue.with("known error", match.signature().id())
                        .andSays(match.signature().title() + "."))
                .orElse(issue);
    }

    private static boolean isSource(String kind) {
        return SOURCES.contains(kind.toLowerCase(Locale.ROOT));
    }
}
