package io.arcfleet.local;

import io.arcfleet.scan.ScanContext;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Lines as they are configured, with the keys of the running scan before the message. */
final class ScanLines extends SimpleFormatter {

    @Override
    public String formatMessage(LogRecord line) {
        return ScanContext.words() + super.formatMessage(line);
    }
}
