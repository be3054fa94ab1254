package io.arcfleet.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts requests by service and, when asked to, keeps the last of them. */
final class RequestLog {

    private static final int KEPT = 10_000;

    private final boolean recording;
    private final Map<SimulatedService, LongAdder> counts = new EnumMap<>(SimulatedService.class);
    private final Deque<RecordedRequest> kept = new ArrayDeque<>();
    private final Object lock = new Object();
    private @Nullable Writer tape;

    RequestLog(boolean recording) {
        this.recording = recording;
        for (SimulatedService service : SimulatedService.values()) {
            counts.put(service, new LongAdder());
        }
    }

    void count(SimulatedService service) {
        LongAdder count = counts.get(service);
        if (count != null) {
            count.increment();
        }
    }

    /** Keeps a request if requests are kept; to be called before its answer leaves, so that who has it finds it here. */
    void keep(SimulatedService service, Call call, int status) {
        tape(call);
        if (recording) {
            keep(new RecordedRequest(
                    service, call.method(), call.path(), call.rawQuery(), call.header("Accept"), status));
        }
    }

    /** From now on writes every request to {@code file}, a line each, until {@link #stopTape}. */
    void startTape(Path file) throws IOException {
        synchronized (lock) {
            stopTape();
            tape = Files.newBufferedWriter(file);
        }
    }

    void stopTape() throws IOException {
        synchronized (lock) {
            if (tape != null) {
                tape.close();
                tape = null;
            }
        }
    }

    private void tape(Call call) {
        synchronized (lock) {
            if (tape == null) {
                return;
            }
            try {
                tape.write(call.line());
                tape.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the recorded requests", e);
            }
        }
    }

    Map<SimulatedService, Long> counts() {
        Map<SimulatedService, Long> sums = new EnumMap<>(SimulatedService.class);
        counts.forEach((service, count) -> sums.put(service, count.sum()));
        return Collections.unmodifiableMap(sums);
    }

    List<RecordedRequest> requests() {
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }

    private void keep(RecordedRequest request) {
        synchronized (kept) {
            if (kept.size() == KEPT) {
                kept.removeFirst();
            }
            kept.addLast(request);
        }
    }
}
