package io.arcfleet.check.agents;

import io.arcfleet.check.Phrases;
import io.arcfleet.finding.Issue;
import io.arcfleet.signature.Match;
import io.arcfleet.signature.Place;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentEvent;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPod.Waiting;
import io.arcfleet.snapshot.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What became of the images of one pod, in the kubelet's and the registry's words. */
final class ImagePull {

    /** The fault of a pull that goes on for long. */
    static final String SLOW = "slow pull";

    /** The fault of a pull that failed for a reason nobody told. */
    static final String UNKNOWN = "image not pulled";

    private static final String SLOW_REMEDY =
            "Wait: the pull goes on, and `kubectl -n azure-arc describe pod {pod}` shows its events. When the line of the site"
                    + " is slow, connect with a larger time limit, `az connectedk8s connect -n {name} -g {resourceGroup}"
                    + " --onboarding-timeout <seconds>`, or let the nodes pull from a mirror nearby.";

    static final String UNREACHABLE = "registry not reachable";
    static final String UNTRUSTED = "registry not trusted";
    static final String OTHER_ARCHITECTURE = "other architecture";

    /** Faults by signature; the first of this order that the words hold decides. */
    private static final List<Map.Entry<String, String>> FAULTS = List.of(
            Map.entry("image-not-found", "image not found"),
            Map.entry("image-pull-unauthorized", "pull refused"),
            Map.entry("image-for-other-architecture", OTHER_ARCHITECTURE),
            Map.entry("tls-authority-unknown", UNTRUSTED),
            Map.entry("dns-name-not-resolved", UNREACHABLE),
            Map.entry("image-pull-timed-out", UNREACHABLE),
            Map.entry("endpoint-timed-out", UNREACHABLE),
            Map.entry("endpoint-refused", UNREACHABLE),
            Map.entry("endpoint-unroutable", UNREACHABLE),
            Map.entry("connection-reset", UNREACHABLE),
            Map.entry("proxy-authentication-required", UNREACHABLE),
            Map.entry("proxy-refused-connect", UNREACHABLE),
            Map.entry("proxy-unreachable", UNREACHABLE));

    private static final Pattern IMAGE = Pattern.compile("image \"([^\"]+)\"");

    private final AgentPod pod;
    private final Observation<List<AgentEvent>> events;

    ImagePull(AgentPod pod, Observation<List<AgentEvent>> events) {
        this.pod = pod;
        this.events = events;
    }

    /** The pull that failed, if one did. */
    Optional<Issue> failed(SignatureCatalog signatures, Instant at, Duration settling) {
        return PodFault.of(pod, at, settling).stream()
                .filter(fault -> fault.kind() == PodFault.Kind.IMAGE)
                .findFirst()
                .map(fault -> issue(fault, signatures));
    }

    /** The container that waits for what it is made of, its image among that; none of a pod that is being deleted. */
    static Optional<String> waiting(AgentPod pod) {
        return pod.containers().stream()
                .filter(container -> !pod.deleting()
                        && container.state() instanceof Waiting waiting
                        && (waiting.reason().equals("ContainerCreating")
                                || waiting.reason().equals("PodInitializing")))
                .map(AgentPod.Container::name)
                .findFirst();
    }

    /** The pull that has gone on for longer than {@code settling}, if one does. */
    Optional<Issue> slow(Instant at, Duration settling) {
        Optional<String> creating = waiting(pod);
        if (creating.isEmpty()) {
            return Optional.empty();
        }
        return AgentEvents.newest(events, "Pulling", object())
                .flatMap(pulling -> Optional.ofNullable(pulling.lastSeen())
                        .filter(since ->
                                Duration.between(since, at).compareTo(settling) > 0 && !isPulled(pulling, since))
                        .map(since -> slow(creating.get(), pulling, Duration.between(since, at))));
    }

    private Issue slow(String container, AgentEvent pulling, Duration age) {
        Map<String, String> evidence = evidence(SLOW, container);
        image(pulling.message()).ifPresent(image -> evidence.put("image", image));
        return new Issue(
                pod.workload(),
                pod.workload() + ": container " + container + " has waited for its image for " + Phrases.duration(age)
                        + ", and the pull goes on: a slow line, or a registry that answers nothing.",
                evidence,
                SLOW_REMEDY);
    }

    /** An image that was pulled, or was there already, has an event that names it. */
    private boolean isPulled(AgentEvent pulling, Instant since) {
        String image = image(pulling.message()).orElse("");
        return events.seen().orElse(List.of()).stream()
                .filter(event -> "Pulled".equals(event.reason())
                        && event.object().equals(object())
                        && event.message().contains(image))
                .anyMatch(event -> event.lastSeen() != null && !event.lastSeen().isBefore(since));
    }

    private Issue issue(PodFault fault, SignatureCatalog signatures) {
        String words = words(fault);
        List<Match> matches = signatures.find(words, Place.EVENT);
        Optional<Match> known = FAULTS.stream()
                .flatMap(entry ->
                        matches.stream().filter(match -> match.signature().id().equals(entry.getKey())))
                .findFirst();
        String kind = known.flatMap(match -> FAULTS.stream()
                        .filter(entry -> entry.getKey().equals(match.signature().id()))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .orElse(fault.reason().equals("InvalidImageName") ? "invalid image name" : UNKNOWN);
        Map<String, String> evidence = evidence(kind, fault.container());
        evidence.put("reason", fault.reason());
        known.ifPresent(match -> {
            evidence.put("signature", match.signature().id());
            evidence.putAll(match.values());
        });
        image(words).ifPresent(image -> evidence.putIfAbsent("image", image));
        if (!words.isBlank()) {
            evidence.put("message", Phrases.quote(words));
        }
        String host = evidence.get("host");
        return new Issue(
                pod.workload(),
                pod.workload() + ": " + fault.phrase() + ": " + kind + (host == null ? "" : ", " + host)
                        + (words.isBlank() ? "." : ": " + Phrases.quote(words) + "."),
                evidence,
                known.map(match -> match.signature().remedy())
                        .orElse(fault.kind().remedy()));
    }

    /** The event of the failed pull says more than the container, which often says only that it backs off. */
    private String words(PodFault fault) {
        String own = fault.message() == null ? "" : fault.message();
        Observation<List<AgentEvent>> pulls = events.map(all -> all.stream()
                .filter(event -> event.message().contains("pull image"))
                .toList());
        return AgentEvents.newest(pulls, "Failed", object())
                .map(AgentEvent::message)
                .orElse(own);
    }

    private Map<String, String> evidence(String fault, String container) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("fault", fault);
        evidence.put("pod", pod.name());
        evidence.put("container", container);
        return evidence;
    }

    private String object() {
        return "pod/" + pod.name();
    }

    private static Optional<String> image(String words) {
        Matcher matcher = IMAGE.matcher(words);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
