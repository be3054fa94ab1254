package io.arcfleet.check.versions;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster.AgentError;
import io.arcfleet.snapshot.ConnectedCluster.AgentProfile;
import io.arcfleet.snapshot.HelmRelease;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link Check} that no upgrade of the agents has failed or hangs. */
public final class AgentUpgradeFinishedCheck implements Check<AgentUpgradeFinishedCheck.View> {

    private static final String ID = "agent-upgrade-finished";
    private static final String AGENTS = "agents";
    private static final String FLAG = "agents/auto-upgrade";
    private static final String STATE = "state";
    private static final String FAILED = "Failed";
    private static final String SUCCEEDED = "Succeeded";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "The last upgrade of the agents is finished",
            Area.VERSIONS,
            Severity.MEDIUM,
            "Read the agents' own words: `az connectedk8s show -n {name} -g {resourceGroup} --query arcAgentProfile`, and look at"
                    + " the release, `helm history azure-arc -n azure-arc-release`. An upgrade needs mcr.microsoft.com and"
                    + " dl.k8s.io, and pods that become ready. When the cause is mended the agents try again within the hour;"
                    + " with automatic upgrade off, `az connectedk8s upgrade -n {name} -g {resourceGroup}`.",
            List.of(ReferencePages.AGENT_UPGRADE, ReferencePages.NETWORK_REQUIREMENTS),
            Stream.concat(
                            // The word of a cluster that is silent is old, but a failure stays one.
                            Stream.of(Explanation.by("heartbeat-fresh").onlyFor(issue -> !hasFailed(issue))),
                            Stream.of(
                                            "egress-allowed",
                                            "helm-release-deployed",
                                            "agents-installed",
                                            "cluster-identity-operator-running",
                                            "agent-pods-scheduled",
                                            "agent-images-pulled",
                                            "agent-pods-running",
                                            "agent-pods-ready")
                                    .map(Explanation::by))
                    .map(edge -> edge.onlyFor(issue -> issue.subject().equals(AGENTS)))
                    .toList(),
            false);

    /** Minor versions come about monthly, so that agents two behind have missed an upgrade, whenever it was offered. */
    private static final int MINORS_BEHIND = 2;

    private final Duration grace;

    /** With the time that an upgrade may take. */
    public AgentUpgradeFinishedCheck(Duration grace) {
        this.grace = grace;
    }

    /** What is looked at: what the agents reported of upgrades; the Helm releases tell since when one is pending. */
    public record View(
            AgentProfile profile,
            Optional<Version> current,
            Observation<List<HelmRelease>> releases,
            AutoUpgrade autoUpgrade) {

        Optional<Version> desired() {
            return Optional.ofNullable(profile.desiredVersion()).flatMap(Version::parse);
        }

        Optional<AgentError> newestError() {
            return profile.errors().stream()
                    .max(Comparator.comparing(AgentError::time, Comparator.nullsFirst(Comparator.naturalOrder())));
        }
    }

    /** The edge to an old version from an upgrade that hangs, or from automatic upgrade that is off unnoticed. */
    static Explanation explainsOldVersion() {
        return Explanation.by(ID)
                .onlyFrom(issue -> issue.subject().equals(AGENTS)
                        || "off".equals(issue.evidence().get("cluster")));
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return snapshot.azure()
                .resource()
                .map(cluster -> new View(
                        cluster.agent(),
                        Optional.ofNullable(cluster.agentVersion()).flatMap(Version::parse),
                        snapshot.kubernetes().helmReleases(),
                        AutoUpgrade.of(snapshot)));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return Stream.concat(upgrade(view, at).stream(), flag(view.autoUpgrade()).stream())
                .toList();
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        boolean underWay = snapshot.azure()
                .resource()
                .seen()
                .map(cluster -> cluster.agent().state())
                .filter(state -> !SUCCEEDED.equalsIgnoreCase(state))
                .isPresent();
        return snapshot.kubernetes()
                .config()
                .unseen("config")
                .or(() -> underWay ? snapshot.kubernetes().helmReleases().unseen("helm") : Optional.empty());
    }

    private Optional<Issue> upgrade(View view, Instant at) {
        String state = view.profile().state();
        Optional<String> problem = FAILED.equalsIgnoreCase(state)
                ? Optional.of("The last upgrade of the agents has failed")
                : behind(view).or(() -> unfinished(view, at));
        return problem.map(words -> issue(words, view));
    }

    /** Nothing says when Azure began to want another version: an error, or the distance, must tell that it is long ago. */
    private static Optional<String> behind(View view) {
        return view.autoUpgrade().isOn()
                ? view.desired()
                        .flatMap(desired -> view.current()
                                .filter(current -> current.isOlderThan(desired))
                                .filter(current -> !view.profile().errors().isEmpty()
                                        || current.major() < desired.major()
                                        || current.minor() + MINORS_BEHIND <= desired.minor())
                                .map(current -> "The agents are still of version " + current + " although Azure wants "
                                        + desired + " and automatic upgrade is on"))
                : Optional.empty();
    }

    private Optional<String> unfinished(View view, Instant at) {
        String state = view.profile().state();
        if (SUCCEEDED.equalsIgnoreCase(state)) {
            // Its errors are those of earlier attempts.
            return Optional.empty();
        }
        if (state == null) {
            return view.newestError().map(error -> "The agents have reported an error of an upgrade");
        }
        // Without either time nobody knows since when: an upgrade may have begun a minute ago.
        return pendingSince(view)
                .or(() -> view.newestError().map(AgentError::time))
                .filter(since -> Duration.between(since, at).compareTo(grace) > 0)
                .map(since -> "An upgrade of the agents has been " + state + " for "
                        + Phrases.duration(Duration.between(since, at)) + ", since " + Phrases.time(since));
    }

    private static Optional<Instant> pendingSince(View view) {
        return view.releases().seen().orElse(List.of()).stream()
                .filter(release -> release.status().toLowerCase(Locale.ROOT).startsWith("pending"))
                .flatMap(release -> Stream.ofNullable(release.modifiedAt()))
                .min(Comparator.naturalOrder());
    }

    private static Issue issue(String words, View view) {
        Optional<AgentError> error = view.newestError();
        Issue issue = Issue.of(
                        AGENTS,
                        words
                                + error.map(newest -> "; the newest error: " + Phrases.quote(newest.message()))
                                        .orElse("")
                                + ".")
                .with(
                        STATE,
                        view.profile().state() == null
                                ? "not reported"
                                : view.profile().state());
        return Stream.of(
                        view.current().map(version -> new Fact("version", version.toString())),
                        view.desired().map(version -> new Fact("desired version", version.toString())),
                        error.map(AgentError::component).map(component -> new Fact("component", component)),
                        error.map(AgentError::time).map(time -> new Fact("error at", Phrases.time(time))))
                .flatMap(Optional::stream)
                .reduce(issue, (told, fact) -> told.with(fact.name(), fact.value()), (first, second) -> second);
    }

    private static Optional<Issue> flag(AutoUpgrade autoUpgrade) {
        if (!autoUpgrade.isDisputed()) {
            return Optional.empty();
        }
        String cluster = autoUpgrade.isOn() ? "on" : "off";
        String azure = autoUpgrade.isOn() ? "off" : "on";
        return Optional.of(Issue.of(
                        FLAG,
                        "Azure says that automatic upgrade is " + azure
                                + ", but the config map azure-clusterconfig, which the"
                                + " agents obey, says that it is " + cluster + ".")
                .with("azure", azure)
                .with("cluster", cluster)
                .withRemedy("Decide, and set it on both sides:"
                        + " `az connectedk8s update -n {name} -g {resourceGroup} --auto-upgrade true` or `false`."));
    }

    private static boolean hasFailed(Issue issue) {
        return FAILED.equalsIgnoreCase(issue.evidence().get(STATE));
    }

    private record Fact(String name, String value) {}
}
