package io.arcfleet.check.agents;

import io.arcfleet.check.Phrases;
import io.arcfleet.snapshot.AgentPod;
import io.arcfleet.snapshot.AgentPod.Container;
import io.arcfleet.snapshot.AgentPod.NotReported;
import io.arcfleet.snapshot.AgentPod.Running;
import io.arcfleet.snapshot.AgentPod.Terminated;
import io.arcfleet.snapshot.AgentPod.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a pod does not run although it has a node.
 *
 * @param container the container at fault, empty when it is the pod as a whole
 * @param reason the kubelet's word, for example CrashLoopBackOff
 * @param ended how the container last ended, if it ever ran
 * @param message what the kubelet says of it
 */
public record PodFault(
        Kind kind,
        String container,
        String reason,
        int restarts,
        @Nullable Terminated ended,
        @Nullable String message) {

    /** From so many restarts on, a container that runs again just now is seen between two crashes. */
    private static final int RESTARTS_OF_A_LOOP = 3;

    private static final Set<String> IMAGE_REASONS = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "RegistryUnavailable",
            "SignatureValidationFailed");

    /** What kind of fault it is; faults of one kind tend to have one cause. */
    public enum Kind {
        /** The container ends with an error again and again. */
        CRASH(
                "Read why it ends: `kubectl -n azure-arc logs {subject} -c {container} --previous`. Most crashes of agents come"
                        + " from an endpoint that a proxy or firewall blocks, or from wrong proxy settings."),
        /** The container was ended because it used more memory than its limit. */
        OUT_OF_MEMORY(
                "Give the nodes more memory, the agents need about 850 MB in all; compare `kubectl -n azure-arc top pods`"
                        + " with the limits in `kubectl -n azure-arc describe pod {pod}`."),
        /** The image could not be pulled. */
        IMAGE("Let the nodes reach mcr.microsoft.com and *.data.mcr.microsoft.com; the registry's own words are in"
                + " `kubectl -n azure-arc describe pod {pod}`."),
        /** The container could not be started. */
        START("See what the kubelet misses: `kubectl -n azure-arc describe pod {pod}`."),
        /** The pod was evicted from its node. */
        EVICTED(
                "Free memory or disk on the nodes, the agents need about 850 MB; `kubectl -n azure-arc describe pod {pod}` says"
                        + " what ran short."),
        /** The pod as a whole failed, or its node stopped reporting. */
        FAILED(
                "See what became of the pod and its node: `kubectl -n azure-arc describe pod {pod}` and `kubectl get nodes`.");

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }

        /** What to do about faults of this kind; placeholders as in a check's remediation. */
        public String remedy() {
            return remedy;
        }

        /** The kind as evidence says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** The faults of a pod, those of its containers in their order. A pod that ends or has completed has none. */
    public static List<PodFault> of(AgentPod pod, Instant at, Duration settling) {
        if (pod.deleting() || pod.hasCompleted()) {
            return List.of();
        }
        if ("Failed".equals(pod.phase()) || "Unknown".equals(pod.phase())) {
            return List.of(wholePod(pod));
        }
        return pod.containers().stream()
                .flatMap(container -> of(container, at.minus(settling)).stream())
                .toList();
    }

    /** The fault in words that follow the name of a pod or workload. */
    public String phrase() {
        String subject = container.isEmpty() ? "the pod has" : "container " + container + " has";
        String what = switch (kind) {
            case CRASH -> subject + " crashed (" + reason + ")";
            case OUT_OF_MEMORY -> subject + " run out of memory (" + reason + ")";
            case IMAGE -> subject + " no image (" + reason + ")";
            case START -> subject + " not been able to start (" + reason + ")";
            case EVICTED -> subject + " been evicted from its node (" + reason + ")";
            case FAILED -> subject + " failed (" + reason + ")";
        };
        return what
                + (restarts > 0 ? ", " + Phrases.count(restarts, "restart") + " so far" : "")
                + (ended == null ? "" : ", last exit code " + ended.exitCode());
    }

    /** Whether the container's log can tell more. */
    public boolean leavesLog() {
        return kind == Kind.CRASH || kind == Kind.OUT_OF_MEMORY;
    }

    private static PodFault wholePod(AgentPod pod) {
        Terminated ended = pod.containers().stream()
                .map(Container::state)
                .flatMap(state -> state instanceof Terminated t && t.exitCode() != 0
                        ? Optional.of(t).stream()
                        : Optional.<Terminated>empty().stream())
                .findFirst()
                .orElse(null);
        String reason = Objects.requireNonNullElse(pod.reason(), Objects.requireNonNullElse(pod.phase(), "Failed"));
        Kind kind = reason.equals("Evicted") ? Kind.EVICTED : Kind.FAILED;
        return new PodFault(kind, "", reason, 0, ended, pod.message());
    }

    private static Optional<PodFault> of(Container container, Instant recently) {
        Terminated last = container.lastTermination();
        return switch (container.state()) {
            case Waiting(String reason, String message) ->
                waitingKind(reason, last)
                        .map(kind -> new PodFault(kind, container.name(), reason, container.restarts(), last, message));
            case Terminated now -> now.exitCode() == 0 ? Optional.empty() : Optional.of(ended(container, now));
            case Running running ->
                last != null && loops(container, last, recently)
                        ? Optional.of(ended(container, last))
                        : Optional.empty();
            case NotReported silent -> Optional.empty();
        };
    }

    private static Optional<Kind> waitingKind(String reason, @Nullable Terminated last) {
        if (IMAGE_REASONS.contains(reason)) {
            return Optional.of(Kind.IMAGE);
        }
        if (reason.equals("CrashLoopBackOff")) {
            return Optional.of(last == null ? Kind.CRASH : endKind(last));
        }
        // CreateContainerConfigError, CreateContainerError, RunContainerError, PostStartHookError and their kind.
        return reason.endsWith("Error") ? Optional.of(Kind.START) : Optional.empty();
    }

    private static boolean loops(Container container, Terminated last, Instant recently) {
        Instant endedAt = last.finishedAt();
        return container.restarts() >= RESTARTS_OF_A_LOOP
                && last.exitCode() != 0
                && endedAt != null
                && endedAt.isAfter(recently);
    }

    private static PodFault ended(Container container, Terminated end) {
        String reason = Objects.requireNonNullElse(end.reason(), "Error");
        return new PodFault(endKind(end), container.name(), reason, container.restarts(), end, end.message());
    }

    private static Kind endKind(Terminated end) {
        return "OOMKilled".equals(end.reason()) ? Kind.OUT_OF_MEMORY : Kind.CRASH;
    }
}
