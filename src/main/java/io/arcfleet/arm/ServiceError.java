package io.arcfleet.arm;

import com.azure.core.management.exception.ManagementError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a service said about a failure.
 *
 * @param code its error code, or empty
 * @param message its message on one line, shortened, without anything that looks like a token; or empty
 */
record ServiceError(String code, String message) {

    private static final int MAXIMUM_MESSAGE = 300;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern TOKENS =
            Pattern.compile("(?i)bearer\\s+[\\w.~+/=-]+|\\beyJ[\\w-]+\\.[\\w.-]+|\\b(sig|password)=[^&\\s]+");

    private static final ServiceError NOTHING = new ServiceError("", "");

    ServiceError {
        message = oneLine(message);
    }

    /** Reads the body of a refusal: an error object as Resource Manager sends it, or nothing that can be told. */
    static ServiceError read(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            JsonNode error = root.path("error").isObject() ? root.path("error") : root;
            String code = error.path("code").asText("");
            return new ServiceError(
                    code,
                    withReason(
                            error.path("message").asText(""),
                            error.at("/details/0/message").asText("")));
        } catch (JsonProcessingException e) {
            return NOTHING;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** The error that an Azure client read. */
    static ServiceError of(@Nullable Object value) {
        if (!(value instanceof ManagementError error)) {
            return NOTHING;
        }
        String reason = error.getDetails() == null || error.getDetails().isEmpty()
                ? null
                : error.getDetails().getFirst().getMessage();
        return new ServiceError(error.getCode() == null ? "" : error.getCode(), withReason(error.getMessage(), reason));
    }

    /** {@code text} on one line of at most 300 characters, without anything that looks like a token. */
    static String oneLine(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String line =
                TOKENS.matcher(BLANKS.matcher(text).replaceAll(" ").strip()).replaceAll("***");
        return line.length() <= MAXIMUM_MESSAGE ? line : line.substring(0, MAXIMUM_MESSAGE - 3) + "...";
    }

    /** Resource Graph says in its message how to ask for support, and the reason in the first detail only. */
    private static String withReason(@Nullable String message, @Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            return message == null ? "" : message;
        }
        return message == null || message.isBlank() ? reason : reason + " (" + message + ")";
    }
}
