package io.arcfleet.sink;

import io.arcfleet.finding.ScanSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Several sinks as one. Each gets everything, whatever becomes of the others. */
public final class SinkGroup implements FindingSink {
    private final List<FindingSink> sinks;

    /** A group that delivers to {@code sinks} in this order, and closes them. */
    public SinkGroup(List<? extends FindingSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    @Override
    public void deliver(List<ClusterReport> reports) {
        int rows = reports.size()
                + reports.stream().mapToInt(report -> report.tracked().size()).sum();
        each(sink -> sink.deliver(reports), rows);
    }

    @Override
    public void deliver(ScanSummary summary) {
        each(sink -> sink.deliver(summary), 1);
    }

    @Override
    public void close() {
        each(FindingSink::close, 0);
    }

    /** A sink that fails with something else than its own exception has lost all {@code rows} for all we know. */
    private void each(Consumer<FindingSink> action, int rows) {
        List<DeliveryException> failures = new ArrayList<>();
        for (FindingSink sink : sinks) {
            try {
                action.accept(sink);
            } catch (DeliveryException e) {
                failures.add(e);
            } catch (RuntimeException e) {
                failures.add(new DeliveryException(sink.getClass().getSimpleName() + ": " + e.getMessage(), rows, e));
            }
        }
        if (failures.size() == 1) {
            throw failures.getFirst();
        }
        if (!failures.isEmpty()) {
            throw combined(failures);
        }
    }

    private static DeliveryException combined(List<DeliveryException> failures) {
        String message = failures.stream().map(DeliveryException::getMessage).collect(Collectors.joining("; "));
        int lostRows = failures.stream().mapToInt(DeliveryException::lostRows).sum();
        DeliveryException combined = new DeliveryException(message, lostRows, failures.getFirst());
        failures.stream().skip(1).forEach(combined::addSuppressed);
        return combined;
    }
}
