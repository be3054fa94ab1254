package io.arcfleet.benchmark;

import static io.arcfleet.check.AgentLogs.log;
import static io.arcfleet.check.AgentLogs.withLogs;
import static io.arcfleet.snapshot.ClusterSnapshots.withBrokenPod;

import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Thresholds;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.scan.CheckRunner;
import io.arcfleet.signature.Match;
import io.arcfleet.signature.Place;
import io.arcfleet.signature.SignatureCatalog;
import io.arcfleet.snapshot.AgentPods;
import io.arcfleet.snapshot.ClusterSnapshot;
import io.arcfleet.snapshot.ClusterSnapshots;
import io.arcfleet.snapshot.ContainerLog;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long every check takes together on one cluster. JMH makes classes of it, so it cannot be final. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class JudgingBenchmark {

    private static final int LOGS = 10;

    private final SignatureCatalog signatures = SignatureCatalog.standard();
    private final CheckRunner runner = new CheckRunner(CheckCatalog.standard(Thresholds.defaults()));
    private final ClusterSnapshot healthy = ClusterSnapshots.healthy();

    /** A cluster that was just read: matches of its logs are not known yet. */
    @State(Scope.Thread)
    public static class BrokenCluster {

        private final ClusterSnapshot crashing = IntStream.range(0, LOGS)
                .mapToObj(BrokenCluster::agent)
                .reduce(
                        ClusterSnapshots.healthy(),
                        (cluster, agent) -> withBrokenPod(cluster, "deployment/" + agent, AgentPods.crashLooping()),
                        (one, other) -> other);

        private final String log = SampleLogs.of(SampleLogs.LOG, SampleLogs.MIXED);
        private ClusterSnapshot snapshot = crashing;
        private int invocation;

        /** Reads the cluster again. */
        @Setup(Level.Invocation)
        public void read() {
            invocation++;
            snapshot = withLogs(
                    crashing,
                    IntStream.range(0, LOGS)
                            .mapToObj(i -> log(agent(i), text(i)))
                            .toArray(ContainerLog[]::new));
        }

        private String text(int i) {
            return invocation + " " + i + " " + log;
        }

        private static String agent(int i) {
            return AgentPods.healthy().get(i).workload().substring("deployment/".length());
        }
    }

    /** Every check on a healthy cluster. */
    @Benchmark
    public List<CheckResult> healthy() {
        return runner.run(healthy);
    }

    /** Every check on a cluster whose agents crash, with ten logs of 64 KiB. */
    @Benchmark
    public List<CheckResult> broken(BrokenCluster cluster) {
        return runner.run(cluster.snapshot);
    }

    /** The signatures alone, in the same ten logs. */
    @Benchmark
    public List<Match> logs(BrokenCluster cluster) {
        return cluster.snapshot.kubernetes().logs().stream()
                .flatMap(log -> signatures.find(log.text().seen().orElseThrow(), Place.AGENT_LOG).stream())
                .toList();
    }
}
