package io.arcfleet.collect;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.collect.LogChoice.Wanted;
import io.arcfleet.collect.ParallelReads.Started;
import io.arcfleet.snapshot.ContainerLog;
import java.util.List;

/** The reads of logs. */
final class LogReads {

    private final LogReader reader = new LogReader();

    /** Starts a read for each log. */
    Running start(ClusterTunnel tunnel, ParallelReads reads, List<Wanted> wanted) {
        return new Running(wanted.stream()
                .map(log -> new Log(log, reads.start(name(log), budget -> reader.read(tunnel, log, budget))))
                .toList());
    }

    private static String name(Wanted log) {
        return "log " + log.workload() + "/" + log.container() + (log.previous() ? " (previous)" : "");
    }

    /** The reads on their way. */
    record Running(List<Log> logs) {

        /** Waits for all of them. */
        List<ContainerLog> await() {
            return logs.stream().map(Log::await).toList();
        }
    }

    /** One of them. */
    record Log(Wanted wanted, Started<String> read) {

        private ContainerLog await() {
            return new ContainerLog(
                    wanted.pod(), wanted.workload(), wanted.container(), wanted.previous(), read.await());
        }
    }
}
