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
import io.arcfleet.signature.Match;
import io.arcfleet.signature.Place;
import io.arcfleet.signature.Signature;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A {@link Check} that no cluster extension has failed. */
public final class ExtensionsProvisionedCheck implements Check<ExtensionsProvisionedCheck.View> {

    private static final CheckSpec SPEC = new CheckSpec(
            "extensions-provisioned",
            "Every cluster extension is provisioned",
            Area.EXTENSIONS,
            Severity.MEDIUM,
            "Read the whole error: `az k8s-extension show -t connectedClusters -c {name} -g {resourceGroup} -n {extension}`,"
                    + " and what extension-manager says: `kubectl -n azure-arc logs deployment/extension-manager --all-containers`."
                    + " When the cause is mended, an extension that has failed to be created must be deleted,"
                    + " `az k8s-extension delete -t connectedClusters -c {name} -g {resourceGroup} -n {extension}`,"
                    + " and created again.",
            List.of(ReferencePages.EXTENSIONS_TROUBLESHOOTING, ReferencePages.EXTENSIONS),
            Stream.of(
                            Stream.of(
                                    Explanation.by("heartbeat-fresh"),
                                    Explanation.by("onboarding-complete"),
                                    LinuxAmd64NodePresentCheck.explainsExtensions(),
                                    Explanation.byTwin("extensions-provisioned", "code", "error")),
                            AgentWorkloads.explainedByIdentity().stream(),
                            AgentWorkloads.explainedWhenDown(AgentWorkloads.DESIRED_STATE).stream(),
                            NetworkCauses.of(AgentWorkloads.DESIRED_STATE).stream(),
                            Stream.of(Explanation.by("flux-controllers-ready")
                                    .onlyFor(issue -> "microsoft.flux"
                                            .equalsIgnoreCase(issue.evidence().get("type")))))
                    .flatMap(edges -> edges)
                    .toList(),
            false);

    private static final Set<String> FAILED_STATES = Set.of("failed", "canceled");

    private static final Set<ConnectivityStatus> STALE = Set.of(ConnectivityStatus.OFFLINE, ConnectivityStatus.EXPIRED);

    private final SignatureCatalog signatures;

    /** With the known error texts. */
    public ExtensionsProvisionedCheck(SignatureCatalog signatures) {
        this.signatures = signatures;
    }

    /** What is looked at: the extensions, and the status of the cluster that tells whether they are up to date. */
    public record View(List<ClusterExtension> extensions, Optional<ConnectivityStatus> status) {

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
                        extensions, snapshot.azure().resource().seen().map(ConnectedCluster::connectivityStatus)));
    }

    @Override
    public List<Issue> evaluate(View view, Instant at) {
        boolean stale = view.status().filter(STALE::contains).isPresent();
        return view.extensions().stream()
                .filter(extension -> hasFailed(extension.provisioningState())
                        || isText(extension.errorCode())
                        || hasError(extension)
                        || said(extension, "Warning").isPresent())
                .map(extension -> issue(extension, stale))
                .toList();
    }

    private Issue issue(ClusterExtension extension, boolean stale) {
        String state = Objects.requireNonNullElse(extension.provisioningState(), "unknown");
        Optional<String> error = Optional.ofNullable(extension.errorMessage())
                .filter(ExtensionsProvisionedCheck::isText)
                .or(() -> said(extension, "Error"))
                .or(() -> said(extension, "Warning"))
                .map(Phrases::quote);
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("extension", extension.name());
        evidence.put("state", state);
        putText(evidence, "type", extension.type());
        putText(evidence, "version", extension.version());
        putText(evidence, "code", extension.errorCode());
        error.ifPresent(text -> evidence.put("error", text));
        String name = extension.type() == null ? extension.name() : extension.name() + " (" + extension.type() + ")";
        String message = "Extension " + name + " is in the state " + state
                + (stale ? ", last known before the cluster went offline" : "")
                + error.or(() -> Optional.ofNullable(extension.errorCode()).filter(ExtensionsProvisionedCheck::isText))
                        .map(text -> ": " + text)
                        .orElse("")
                + ".";
        Issue issue = new Issue("extension/" + extension.name(), message, evidence);
        return known(extension)
                .map(known -> issue.with("known error", known.id())
                        .andSays(known.meaning())
                        .withRemedy(known.remedy()))
                .orElse(issue);
    }

    private static boolean hasFailed(@Nullable String state) {
        return state != null && FAILED_STATES.contains(state.toLowerCase(Locale.ROOT));
    }

    /** What its error means, where that is surely known. */
    private Optional<Signature> known(ClusterExtension extension) {
        String text = Stream.concat(
                        Stream.of(extension.errorCode(), extension.errorMessage()),
                        extension.statuses().stream().map(ClusterExtension.Status::message))
                .filter(ExtensionsProvisionedCheck::isText)
                .collect(Collectors.joining("\n"));
        return signatures.find(text, Place.EXTENSION_STATUS).stream()
                .map(Match::signature)
                .filter(signature -> signature.confidence() != Signature.Confidence.POSSIBLE)
                .findFirst();
    }

    private static boolean hasError(ClusterExtension extension) {
        return extension.statuses().stream().anyMatch(status -> "error".equalsIgnoreCase(status.level()));
    }

    /** The first message of this level; a status without one says nothing. */
    private static Optional<String> said(ClusterExtension extension, String level) {
        return extension.statuses().stream()
                .filter(status -> level.equalsIgnoreCase(status.level()))
                .flatMap(status -> Stream.ofNullable(status.message()))
                .filter(ExtensionsProvisionedCheck::isText)
                .findFirst();
    }

    private static void putText(Map<String, String> evidence, String name, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            evidence.put(name, text);
        }
    }

    private static boolean isText(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
