package io.arcfleet.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Turns an HTTP answer other than 200 into a reason and a sentence. */
final class StatusAnswer {

    /** Enough for any Status object; nothing beyond it is read. */
    static final int BODY_LIMIT = 16 * 1024;

    private static final int MESSAGE_LIMIT = 240;
    private static final ObjectReader STATUS = JsonMapper.builder().build().readerFor(Status.class);

    private StatusAnswer() {}

    /**
     * What an answer of this status means.
     *
     * @param peer who answered, for people
     * @param body the beginning of the body
     */
    static <T> Unavailable<T> describe(int status, String peer, String body) {
        String message = message(body);
        String because = message.isEmpty() ? "" : ": " + message;
        return switch (status) {
            case 401 ->
                new Unavailable<>(Reason.NOT_PERMITTED, peer + " refused the credential (401 Unauthorized)" + because);
            case 403 -> new Unavailable<>(Reason.NOT_PERMITTED, peer + " forbids it (403 Forbidden)" + because);
            case 404 -> new Unavailable<>(Reason.NOT_FOUND, peer + " does not have it (404 Not Found)" + because);
            case 410 -> new Unavailable<>(Reason.NOT_FOUND, peer + " does not have it any more (410 Gone)" + because);
            case 429 ->
                new Unavailable<>(Reason.THROTTLED, peer + " asked to slow down (429 Too Many Requests)" + because);
            default -> other(status, peer, because);
        };
    }

    private static <T> Unavailable<T> other(int status, String peer, String because) {
        if (status >= 500) {
            return new Unavailable<>(Reason.UNREACHABLE, peer + " failed (HTTP " + status + ")" + because);
        }
        if (status >= 300 && status < 400) {
            return new Unavailable<>(
                    Reason.MALFORMED, peer + " answered with a redirect (HTTP " + status + "), which is not followed");
        }
        return new Unavailable<>(Reason.MALFORMED, peer + " answered HTTP " + status + because);
    }

    /** The message of a Kubernetes Status; of other bodies only short plain text, the words of proxies. */
    private static String message(String body) {
        String text = body.strip();
        if (text.startsWith("{")) {
            try {
                Status status = STATUS.readValue(text);
                return status.message() == null ? "" : Redaction.line(status.message(), MESSAGE_LIMIT);
            } catch (IOException e) {
                return "";
            }
        }
        return text.startsWith("<") ? "" : Redaction.line(text, MESSAGE_LIMIT);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Status(@Nullable String message) {}
}
