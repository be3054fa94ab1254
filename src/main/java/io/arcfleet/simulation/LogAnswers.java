package io.arcfleet.simulation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers {@code pods/{name}/log} with the rules of the real one. */
final class LogAnswers {

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

    private static String cut(Call call, byte[] log) {
        String text = new String(log, StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        int tail = number(call, "tailLines", lines.size());
        List<String> last = lines.subList(Math.max(0, lines.size() - tail), lines.size());
        String kept = last.isEmpty() ? "" : String.join("\n", last) + "\n";
        byte[] bytes = kept.getBytes(StandardCharsets.UTF_8);
        int limit = number(call, "limitBytes", bytes.length);
        return new String(Arrays.copyOf(bytes, Math.min(limit, bytes.length)), StandardCharsets.UTF_8);
    }

    private static int number(Call call, String parameter, int otherwise) {
        String text = call.query(parameter);
        boolean digits = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
        return digits ? (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text)) : otherwise;
    }
}
