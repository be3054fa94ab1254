package io.arcfleet.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns an HTTP answer other than 200 into a reason and a sentence. */
final class StatusAnswer {

    /** Enough for any Status object; nothing beyond it is read. */
    private static final int BODY_LIMIT = 16 * 1024;

    private static final int MESSAGE_LIMIT = 240;
    private static final ObjectReader STATUS = JsonMapper.builder().build().readerFor(Status.class);

    private StatusAnswer() {}

    /**
     * What an answer of this status means.
     *
     * @param peer who answered, for people
     * @param body only its beginning is read
     */
    static <T> Unavailable<T> describe(int status, String peer, InputStream body) throws IOException {
        return describe(status, peer, new String(body.readNBytes(BODY_LIMIT), StandardCharsets.UTF_8));
    }

    /** What an answer of this status and with this text means. */
    static <T> Unavailable<T> describe(int status, String peer, String body) {
        Said said = said(body.strip());
        String because = said.message().isEmpty() ? "" : ": " + said.message();
        return new Unavailable<>(reason(status), peer + " " + verb(status, because), fault(status, said, body));
    }

    private static Reason reason(int status) {
        return switch (status) {
            case 401, 403 -> Reason.NOT_PERMITTED;
            case 404, 410 -> Reason.NOT_FOUND;
            case 429 -> Reason.THROTTLED;
            default -> status >= 500 ? Reason.UNREACHABLE : Reason.MALFORMED;
        };
    }

    private static String verb(int status, String because) {
        return switch (status) {
            case 401 -> "refused the credential (401 Unauthorized)" + because;
            case 403 -> "forbids it (403 Forbidden)" + because;
            case 404 -> "does not have it (404 Not Found)" + because;
            case 410 -> "does not have it any more (410 Gone)" + because;
            case 429 -> "asked to slow down (429 Too Many Requests)" + because;
            default -> {
                if (status >= 500) {
                    yield "failed (HTTP " + status + ")" + because;
                }
                yield status >= 300 && status < 400
                        ? "answered with a redirect (HTTP " + status + "), which is not followed"
                        : "answered HTTP " + status + because;
            }
        };
    }

    /** A page in HTML is of somebody in between, and its words are about anything. */
    private static @Nullable AccessFault fault(int status, Said said, String body) {
        AccessFault told = body.strip().startsWith("<") ? null : FaultWords.of(body, said.ofApiServer());
        if (told != null || !said.ofApiServer()) {
            return told;
        }
        return switch (status) {
            case 401 -> AccessFault.KUBERNETES_UNAUTHENTICATED;
            case 403 -> AccessFault.KUBERNETES_FORBIDDEN;
            default -> null;
        };
    }

    /** The message of a Kubernetes Status; of other bodies only short plain text, the words of proxies. */
    private static Said said(String text) {
        if (text.startsWith("{")) {
            try {
                Status status = STATUS.readValue(text);
                return new Said(
                        status.message() == null ? "" : Redaction.line(status.message(), MESSAGE_LIMIT),
                        "Status".equals(status.kind()));
            } catch (IOException e) {
                return new Said("", false);
            }
        }
        return new Said(text.startsWith("<") ? "" : Redaction.line(text, MESSAGE_LIMIT), false);
    }

    /**
     * What a body says.
     *
     * @param message fit to be shown
     * @param ofApiServer whether it is a Status of Kubernetes
     */
    private record Said(String message, boolean ofApiServer) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Status(@Nullable String kind, @Nullable String message) {}
}
