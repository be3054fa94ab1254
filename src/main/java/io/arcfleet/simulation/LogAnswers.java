package io.arcfleet.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Answers {@code pods/{name}/log} with the rules of the real one. */
final class LogAnswers {

    /** Where the lines of {@link AgentLogs} have their time; the real kubelet keeps it beside the line. */
    private static final Pattern WRITTEN_AT = Pattern.compile("(?:^\\[|\"AgentTimestamp\":\")([0-9TZ:.-]+)[]\"]");

    private final AgentLogs logs = new AgentLogs();

    Reply answer(Call call, ClusterState cluster, String pod, SlotValues values) {
        Optional<AgentWorkload> workload = AgentWorkload.ofPod(pod, values)
                .filter(found -> found.health(cluster.faults()).hasPod());
        if (workload.isEmpty()) {
            return KubernetesStatus.notFound("pods", pod);
        }
        List<String> containers = workload.get().containers();
        String container = call.query("container");
        if (container.isEmpty() && containers.size() > 1) {
            return KubernetesStatus.badRequest("a container name must be specified for pod " + pod
                    + ", choose one of: [" + String.join(" ", containers) + "]");
        }
        String name = container.isEmpty() ? containers.getFirst() : container;
        if (!containers.contains(name)) {
            return KubernetesStatus.badRequest("container " + name + " is not valid for pod " + pod);
        }
        return refusal(call, workload.get().health(cluster.faults()), name, pod)
                .orElseGet(() -> Reply.text(
                        200,
                        cut(
                                call,
                                values,
                                logs.of(workload.get(), name, cluster.faults()).render(values))));
    }

    /** The refusal when the container has no such log. */
    private static Optional<Reply> refusal(Call call, PodHealth health, String container, String pod) {
        boolean previous = call.query("previous").equals("true");
        return switch (health) {
            case PodHealth.Unscheduled() -> Optional.of(Reply.text(200, ""));
            case PodHealth.Creating() -> Optional.of(waiting(container, pod, "ContainerCreating"));
            case PodHealth.Pulling() -> Optional.of(waiting(container, pod, "ContainerCreating"));
            case PodHealth.NotPulled notPulled ->
                Optional.of(waiting(container, pod, "trying and failing to pull image"));
            case PodHealth.Crashing crash when previous && crash.container().equals(container) -> Optional.empty();
            case PodHealth.Restarted restarted
            when previous && restarted.container().equals(container) -> Optional.empty();
            case PodHealth.Crashing crash -> noPrevious(previous, container, pod);
            case PodHealth.Restarted restarted -> noPrevious(previous, container, pod);
            case PodHealth.Ready() -> noPrevious(previous, container, pod);
            case PodHealth.Refused refused -> Optional.of(KubernetesStatus.notFound("pods", pod));
            case PodHealth.Absent() -> Optional.of(KubernetesStatus.notFound("pods", pod));
        };
    }

    private static Reply waiting(String container, String pod, String reason) {
        return KubernetesStatus.badRequest(
                "container \"" + container + "\" in pod \"" + pod + "\" is waiting to start: " + reason);
    }

    private static Optional<Reply> noPrevious(boolean previous, String container, String pod) {
        return previous
                ? Optional.of(KubernetesStatus.badRequest(
                        "previous terminated container \"" + container + "\" in pod \"" + pod + "\" not found"))
                : Optional.empty();
    }

    /** In the order of the kubelet: the last lines, of these the young ones, and of what is left the first bytes. */
    private static String cut(Call call, SlotValues values, byte[] log) {
        List<String> lines = new String(log, StandardCharsets.UTF_8).lines().toList();
        int tail = number(call, "tailLines", lines.size());
        Optional<Instant> since = Optional.of(number(call, "sinceSeconds", 0))
                .filter(seconds -> seconds > 0)
                .map(seconds -> Instant.parse(values.value("now:" + seconds)));
        String kept = lines.stream()
                .skip(Math.max(0, lines.size() - tail))
                .filter(line -> since.isEmpty() || !writtenAt(line).isBefore(since.get()))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        byte[] bytes = kept.getBytes(StandardCharsets.UTF_8);
        int limit = number(call, "limitBytes", bytes.length);
        return new String(Arrays.copyOf(bytes, Math.min(limit, bytes.length)), StandardCharsets.UTF_8);
    }

    private static Instant writtenAt(String line) {
        Matcher time = WRITTEN_AT.matcher(line);
        if (!time.find()) {
            throw new IllegalStateException("a line of an agent's log says when it was written: " + line);
        }
        return Instant.parse(time.group(1));
    }

    private static int number(Call call, String parameter, int otherwise) {
        String text = call.query(parameter);
        boolean digits = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
        return digits ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text)) : otherwise;
    }
}
