package io.arcfleet.sink;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a row has to arrive to keep its time. Azure Monitor takes rows outside of it too, but puts the time of arrival in
 * the place of {@code TimeGenerated}, and says nothing; so the log does. Source: "Log data ingestion time in Azure
 * Monitor".
 */
final class ArrivalWindow {
    /** Documented: a row may be this old. */
    static final Duration BACK = Duration.ofDays(2);

    /** Documented: a row may be this far ahead. */
    static final Duration AHEAD = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(ArrivalWindow.class);
    private final Clock clock;

    ArrivalWindow(Clock clock) {
        this.clock = clock;
    }

    /** Warns of rows that lose their time when they are sent now. */
    void warnOfLostTimes(String stream, List<? extends Row> rows) {
        Instant now = clock.instant();
        List<Instant> lost = rows.stream()
                .map(Row::timeGenerated)
                .filter(time -> time.isBefore(now.minus(BACK)) || time.isAfter(now.plus(AHEAD)))
                .sorted()
                .toList();
        if (!lost.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("stream", stream)
                    .addKeyValue("rows", lost.size())
                    .addKeyValue("first", lost.getFirst())
                    .addKeyValue("last", lost.getLast())
                    .log(
                            "rows will lose their time: Azure Monitor puts the time of arrival in place of one more than {}"
                                    + " days old or {} day ahead",
                            BACK.toDays(),
                            AHEAD.toDays());
        }
    }
}
