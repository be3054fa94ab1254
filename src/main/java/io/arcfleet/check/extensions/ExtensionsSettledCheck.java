package io.arcfleet.check.extensions;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.Phrases;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.check.agents.AgentWorkloads;
import io.arcfleet.check.network.NetworkCauses;
import io.arcfleet.check.versions.LinuxAmd64NodePresentCheck;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.ArcCustomResource;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Check} that no extension hangs between two states. Azure does not say since when it has been there: what tells
 * is how long the cluster has been away, and when the extension came into the cluster.
 */
public final class ExtensionsSettledCheck implements Check<ExtensionsSettledCheck.View> {

    private static final String ID = "extensions-settled";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "No cluster extension is stuck in a change",
            Area.EXTENSIONS,
            Severity.MEDIUM,
            "Read what extension-manager does: `kubectl -n azure-arc logs deployment/extension-manager --all-containers`, and"
                    + " its pods: `kubectl -n azure-arc describe extensionconfigs {extension}`."
                    + " When nothing moves, delete the extension, `az k8s-extension delete -t connectedClusters -c {name}"
                    + " -g {resourceGroup} -n {extension}` (with --force when it is being deleted already), and create it again.",
            List.of(ReferencePages.EXTENSIONS, ReferencePages.EXTENSIONS_TROUBLESHOOTING),
            Stream.of(
                            Stream.of("heartbeat-fresh", "onboarding-complete", "identity-certificate-not-expired")
                                    .map(Explanation::by),
                            AgentWorkloads.explainedWhenDown(AgentWorkloads.DESIRED_STATE).stream(),
                            NetworkCauses.of(AgentWorkloads.DESIRED_STATE).stream(),
                            Stream.of(LinuxAmd64NodePresentCheck.explainsExtensions(), Explanation.byTwin(ID, "state")))
                    .flatMap(edges -> edges)
                    .toList(),
            false);

    private static final Set<String> IN_CHANGE = Set.of("creating", "updating", "deleting", "pending");

    /** How long the service keeps protected settings for a cluster to fetch; then the creation fails. */
    private static final Duration KEPT = Duration.ofDays(2);

    private static final Set<ConnectivityStatus> AWAY = Set.of(ConnectivityStatus.OFFLINE, ConnectivityStatus.EXPIRED);

    private final Duration grace;

    /** With the time that a change may take on a cluster that is connected. */
    public ExtensionsSettledCheck(Duration grace) {
        this.grace = grace;
    }

    /** What is looked at: the extensions; what Azure knows of the cluster and what is in it tell since when. */
    public record View(
            List<ClusterExtension> extensions,
            Optional<ConnectedCluster> cluster,
            Observation<List<ArcCustomResource>> configs) {

        public View {
            extensions = List.copyOf(extensions);
        }
    }

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<View> view(ClusterSnapshot snapshot) {
        return snapshot.azure()
                .extensions()
                .map(extensions -> new View(
                        extensions,
                        snapshot.azure().resource().seen(),
                        snapshot.kubernetes().platform().extensionConfigs()));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        return view.extensions().stream()
                .filter(ExtensionsSettledCheck::isInChange)
                .flatMap(extension -> judge(extension, view, at).stream())
                .toList();
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        List<ClusterExtension> changing = snapshot.azure().extensions().seen().orElse(List.of()).stream()
                .filter(ExtensionsSettledCheck::isInChange)
                .toList();
        if (changing.isEmpty()) {
            return Optional.empty();
        }
        return snapshot.azure()
                .resource()
                .unseen("resource")
                .or(() -> changing.stream().anyMatch(ExtensionsSettledCheck::isCreating)
                        ? snapshot.kubernetes().platform().extensionConfigs().unseen("extension configs")
                        : Optional.empty());
    }

    private Optional<Issue> judge(ClusterExtension extension, View view, Instant at) {
        Optional<ConnectedCluster> away = view.cluster().filter(cluster -> AWAY.contains(cluster.connectivityStatus()));
        if (away.isPresent()) {
            return Optional.of(ofAway(extension, away.get().lastConnectivity(), at));
        }
        boolean creating = isCreating(extension);
        return view.configs().seen().orElse(List.of()).stream()
                .filter(config -> creating && config.name().equalsIgnoreCase(extension.name()))
                .flatMap(config -> Stream.ofNullable(config.createdAt()))
                .filter(since -> Duration.between(since, at).compareTo(grace) > 0)
                .findFirst()
                .map(since -> issue(
                                extension,
                                " is still Creating " + Phrases.duration(Duration.between(since, at))
                                        + " after it came into the cluster")
                        .with("in cluster since", Phrases.time(since)));
    }

    private static Issue ofAway(ClusterExtension extension, @Nullable Instant heartbeat, Instant at) {
        String state = state(extension);
        if (heartbeat == null) {
            return issue(
                    extension, " is " + state + ", and its cluster is offline, so that nothing finishes the change");
        }
        Duration away = Duration.between(heartbeat, at);
        boolean lost = isCreating(extension) && away.compareTo(KEPT) >= 0;
        return issue(
                        extension,
                        " is " + state + ", and its cluster has been away for " + Phrases.duration(away) + ": "
                                + (lost
                                        ? "protected settings are kept for 48 hours only, so that it will fail and must be"
                                                + " deleted and created again"
                                        : "the change goes on when the cluster is back"))
                .with("last heartbeat", Phrases.time(heartbeat));
    }

    private static Issue issue(ClusterExtension extension, String what) {
        Issue issue = Issue.of("extension/" + extension.name(), "Extension " + extension.name() + what + ".")
                .with("extension", extension.name())
                .with("state", state(extension));
        return extension.type() == null ? issue : issue.with("type", extension.type());
    }

    private static boolean isInChange(ClusterExtension extension) {
        return IN_CHANGE.contains(state(extension).toLowerCase(Locale.ROOT));
    }

    private static boolean isCreating(ClusterExtension extension) {
        return state(extension).equalsIgnoreCase("Creating");
    }

    private static String state(ClusterExtension extension) {
        return Objects.requireNonNullElse(extension.provisioningState(), "");
    }
}
