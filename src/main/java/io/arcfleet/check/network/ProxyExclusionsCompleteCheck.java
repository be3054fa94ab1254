package io.arcfleet.check.network;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckSpec;
import io.arcfleet.check.CheckSpec.Explanation;
import io.arcfleet.check.ReferencePages;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.Severity;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A {@link Check} that what stays inside the cluster does not go through the outbound proxy. */
public final class ProxyExclusionsCompleteCheck implements Check<Map<String, ProxyExclusions>> {

    private static final String ID = "proxy-exclusions-complete";

    private static final CheckSpec SPEC = new CheckSpec(
            ID,
            "The exclusions of the outbound proxy are complete",
            Area.NETWORK,
            Severity.MEDIUM,
            "Give the agents the whole list, with the ranges of the services and of the API server:"
                    + " `az connectedk8s update -n {name} -g {resourceGroup}"
                    + " --proxy-skip-range <service CIDR>,kubernetes.default.svc,.svc.cluster.local,.svc`.",
            List.of(ReferencePages.DIAGNOSE_CONNECTION, ReferencePages.QUICKSTART),
            List.of(Explanation.byTwin(ID, "missing")),
            false);

    /** Parts of the names of the setting; how the service spells it is not documented. */
    private static final List<String> SETTING = List.of("noproxy", "no_proxy", "skiprange", "skip_range");

    private static final String AZURE = "proxy/azure-settings";
    private static final String AGENTS = "proxy/agents";

    @Override
    public CheckSpec spec() {
        return SPEC;
    }

    @Override
    public Observation<Map<String, ProxyExclusions>> view(ClusterSnapshot snapshot) {
        Map<String, String> settings = snapshot.azure()
                .resource()
                .seen()
                .map(cluster -> cluster.features().proxy())
                .filter(ProxyExclusionsCompleteCheck::hasProxy)
                .orElse(Map.of());
        List<Map<String, String>> variables = snapshot.kubernetes().pods().seen().orElse(List.of()).stream()
                .map(AgentPod::proxyVariables)
                .filter(values -> values.containsKey("HTTP_PROXY") || values.containsKey("HTTPS_PROXY"))
                .toList();
        Map<String, ProxyExclusions> known = new TreeMap<>();
        ofAzure(settings).ifPresent(value -> known.put(AZURE, ProxyExclusions.parse(value)));
        ofAgents(variables).ifPresent(value -> known.put(AGENTS, ProxyExclusions.parse(value)));
        if (!known.isEmpty()) {
            return Observation.of(known);
        }
        if (!settings.isEmpty() || !variables.isEmpty()) {
            return Observation.unavailable(
                    Reason.NOT_FOUND,
                    "There is an outbound proxy, and its exclusions are neither in Azure's settings nor literally in the"
                            + " agents' pods.");
        }
        return snapshot.azure().resource().map(withoutProxy -> known);
    }

    @Override
    public List<Issue> evaluate(Map<String, ProxyExclusions> known, Instant at) {
        return known.entrySet().stream()
                .filter(entry -> !entry.getValue().missing().isEmpty())
                .map(entry -> issue(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public Optional<Unavailable<?>> blindSpot(ClusterSnapshot snapshot) {
        return snapshot.azure()
                .resource()
                .unseen("resource")
                .or(() -> snapshot.kubernetes().pods().unseen("pods"));
    }

    private static Issue issue(String subject, ProxyExclusions exclusions) {
        String missing = String.join(", ", exclusions.missing());
        return Issue.of(
                        subject,
                        "The exclusions of the outbound proxy in "
                                + (subject.equals(AGENTS) ? "the agents' pods" : "Azure's settings")
                                + " lack " + missing + ": agents send calls of the cluster itself to the proxy.")
                .with("missing", missing)
                .with("exclusions", String.join(",", exclusions.entries()));
    }

    private static Optional<String> ofAzure(Map<String, String> settings) {
        return settings.entrySet().stream()
                .filter(setting -> isExclusions(setting.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The agents get one and the same list; the shortest shows what is missing in any. */
    private static Optional<String> ofAgents(List<Map<String, String>> variables) {
        return variables.stream()
                .flatMap(values -> Stream.ofNullable(values.get("NO_PROXY")))
                .min(Comparator.comparingInt(String::length));
    }

    private static boolean hasProxy(Map<String, String> settings) {
        return settings.entrySet().stream()
                .anyMatch(setting -> !isExclusions(setting.getKey())
                        && setting.getKey().toLowerCase(Locale.ROOT).contains("proxy")
                        && setting.getValue().contains("://"));
    }

    private static boolean isExclusions(String setting) {
        String name = setting.toLowerCase(Locale.ROOT);
        return SETTING.stream().anyMatch(name::contains);
    }
}
