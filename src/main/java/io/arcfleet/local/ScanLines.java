package io.arcfleet.local;

import io.arcfleet.scan.ScanContext;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Lines as they are configured, with the keys of the running scan before the message, unless it begins with them. */
final class ScanLines extends SimpleFormatter {

    @Override
    public String formatMessage(LogRecord line) {
        String message = super.formatMessage(line);
        // Lines of functions have them already.
        return message.startsWith(ScanContext.words()) ? message : ScanContext.words() + message;
    }
}
