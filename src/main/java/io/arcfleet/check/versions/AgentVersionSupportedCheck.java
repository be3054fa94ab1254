package io.arcfleet.check.versions;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ClusterMetadata;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A {@link Check} that the agents are of a supported version. */
public final class AgentVersionSupportedCheck implements Check<AgentVersionSupportedCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "agent-version-supported",
            "The agent version is supported",
            Area.VERSIONS,
            Severity.MEDIUM,
            "Let the agents upgrade themselves: `az connectedk8s update -n {name} -g {resourceGroup} --auto-upgrade true`."
                    + " Where upgrades are made by hand, upgrade one minor version at a time:"
                    + " `az connectedk8s upgrade -n {name} -g {resourceGroup} --agent-version <version>`."
                    + " If automatic upgrade is on and nothing moves, look at the Helm release and at access to"
                    + " mcr.microsoft.com.",
            List.of(ReferencePages.AGENT_UPGRADE, ReferencePages.RELEASE_NOTES),
            List.of(Explanation.by("helm-release-deployed"), AgentUpgradeFinishedCheck.explainsOldVersion()),
            false);

    private final Version newest;

    /** With the newest agent version there is. */
    public AgentVersionSupportedCheck(Version newest) {
        this.newest = newest;
    }

    /**
     * What is looked at.
     *
     * @param autoUpgrade whether the agents upgrade themselves: the cluster's own setting, else what Azure says
     */
    public record View(Version version, Optional<String> autoUpgrade) {}

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        Optional<String> word = snapshot.azure()
                .resource()
                .seen()
                .map(ConnectedCluster::agentVersion)
                .or(() -> snapshot.kubernetes().metadata().seen().map(ClusterMetadata::agentVersion));
        if (word.isEmpty()) {
            return snapshot.azure()
                    .resource()
                    .flatMap(cluster ->
                            Observation.unavailable(Reason.NOT_FOUND, "The agents have not reported their version."));
        }
        return Version.observed(word.get(), "The version that the agents report")
                .map(version -> new View(version, AutoUpgrade.of(snapshot).word()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        if (view.version().isSupportedWith(newest)) {
            return List.of();
        }
        Issue issue = Issue.of(
                        "agents",
                        "The agents are of version " + view.version() + "; supported are " + newest.oldestSupported()
                                + " to " + newest
                                + view.autoUpgrade()
                                        .map(state -> ", and automatic upgrade is " + state)
                                        .orElse("") + ".")
                .with("version", view.version().toString())
                .with("newest", newest.toString());
        return List.of(view.autoUpgrade()
                .map(state -> issue.with("automatic upgrade", state))
                .orElse(issue));
    }
}
