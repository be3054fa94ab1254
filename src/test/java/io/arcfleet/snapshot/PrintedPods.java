package io.arcfleet.snapshot;

import static java.util.Objects.requireNonNull;

import io.arcfleet.snapshot.AgentPod.Container;
import io.arcfleet.snapshot.AgentPod.Running;
import io.arcfleet.snapshot.AgentPod.State;
import io.arcfleet.snapshot.AgentPod.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The pods of a table that {@code kubectl get} printed; deployments in it are left out. */
public final class PrintedPods {

    private static final Pattern ROW = Pattern.compile(
            "(?m)^(?:pod/)?([a-z0-9-]+)-([a-z0-9]+-[a-z0-9]{5}) +(\\d+)/(\\d+) +([A-Za-z]+) +(\\d+) +(\\S+)$");
    private static final Pattern AGE = Pattern.compile("(\\d+)([dhms])");
    private static final Map<String, Duration> UNITS = Map.of(
            "d", Duration.ofDays(1), "h", Duration.ofHours(1), "m", Duration.ofMinutes(1), "s", Duration.ofSeconds(1));

    private PrintedPods() {}

    /** The pods of the table in the test resource {@code file}. */
    public static List<AgentPod> of(String file) {
        try (InputStream table = requireNonNull(PrintedPods.class.getResourceAsStream(file), file)) {
            return ROW.matcher(new String(table.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(PrintedPods::pod)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** The table does not say which containers are not ready: the first ones, which are the agents' own. */
    private static AgentPod pod(MatchResult row) {
        int ready = Integer.parseInt(row.group(3));
        int expected = Integer.parseInt(row.group(4));
        int restarts = Integer.parseInt(row.group(6));
        List<Container> containers = IntStream.range(0, expected)
                .mapToObj(i -> new Container(
                        "container-" + i,
                        false,
                        i >= expected - ready,
                        restarts,
                        state(i >= expected - ready, row.group(5)),
                        null))
                .toList();
        // The phase of a pod whose containers crash is Running too: kubectl prints the reason of the container.
        return new AgentPod(
                row.group(1) + "-" + row.group(2),
                "deployment/" + row.group(1),
                "Running",
                null,
                null,
                "azure-arc-" + row.group(1) + "-sa",
                "node-1",
                ClusterSnapshots.NOW.minus(age(row.group(7))),
                false,
                List.of(),
                expected,
                containers,
                Map.of());
    }

    private static State state(boolean ready, String status) {
        return ready || status.equals("Running") ? new Running(null) : new Waiting(status, null);
    }

    private static Duration age(String printed) {
        return AGE.matcher(printed)
                .results()
                .map(part -> requireNonNull(UNITS.get(part.group(2))).multipliedBy(Long.parseLong(part.group(1))))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
