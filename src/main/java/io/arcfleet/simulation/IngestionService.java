package io.arcfleet.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;

/** The Logs Ingestion API of one data collection rule. Keeps the last 100,000 rows of each stream. */
final class IngestionService implements LoopbackServer.Service {

    /** Immutable id of the rule. */
    static final String RULE = "dcr-00000000000040008000a1b2c3d4e5f6";

    // Service limit "maximum size of API call", which counts both compressed and uncompressed data.
    private static final int LARGEST_CALL = 1 << 20;
    private static final int KEPT = 100_000;

    private final String token;
    private final Map<String, Deque<JsonNode>> streams = Map.of(
            "Custom-ArcFleetFindings_CL", new ArrayDeque<>(),
            "Custom-ArcFleetClusters_CL", new ArrayDeque<>(),
            "Custom-ArcFleetScans_CL", new ArrayDeque<>());
    private int failuresLeft;
    private int failureStatus;

    IngestionService(String token) {
        this.token = token;
    }

    /** Makes the next calls fail. */
    synchronized void failNext(int calls, int status) {
        failuresLeft = calls;
        failureStatus = status;
    }

    /** The rows that a stream received, oldest first. */
    List<JsonNode> rows(String stream) {
        Deque<JsonNode> rows = streams.get(stream);
        if (rows == null) {
            throw new IllegalArgumentException("no such stream: " + stream);
        }
        synchronized (rows) {
            return List.copyOf(rows);
        }
    }

    @Override
    public SimulatedService of(Call call) {
        return SimulatedService.LOGS_INGESTION;
    }

    @Override
    public Reply answer(Call call) throws IOException {
        byte[] sent = call.body(LARGEST_CALL);
        if (!call.hasBearer(token)) {
            return ArmErrors.unauthorized(call);
        }
        OptionalInt failure = takeFailure();
        if (failure.isPresent()) {
            int status = failure.getAsInt();
            Reply reply = ArmErrors.error(status, "SimulatedFailure", "The simulation was told to fail this call.");
            return status == 429 || status >= 500 ? reply.with("Retry-After", "1") : reply;
        }
        if (!call.method().equals("POST") || !call.matches("dataCollectionRules", "*", "streams", "*")) {
            return ArmErrors.notFound(call);
        }
        if (!call.query("api-version").equals("2023-01-01")) {
            return ArmErrors.error(
                    400, "UnsupportedApiVersion", "The HTTP resource does not support this API version.");
        }
        if (!call.segments().get(1).equals(RULE)) {
            return ArmErrors.error(
                    404,
                    "NotFound",
                    "Data collection rule with immutable Id '" + call.segments().get(1) + "' not found.");
        }
        Deque<JsonNode> rows = streams.get(call.segments().get(3));
        if (rows == null) {
            return ArmErrors.error(
                    404,
                    "InvalidStream",
                    "Stream '" + call.segments().get(3) + "' is not configured in the data collection rule.");
        }
        return store(rows, sent, call.header("Content-Encoding").equalsIgnoreCase("gzip"));
    }

    private static Reply store(Deque<JsonNode> rows, byte[] sent, boolean compressed) throws IOException {
        byte[] plain = sent;
        if (compressed && sent.length <= LARGEST_CALL) {
            try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(sent))) {
                plain = unzipped.readNBytes(LARGEST_CALL + 1);
            } catch (IOException e) {
                return ArmErrors.error(400, "InvalidPayload", "The content is not what its encoding says.");
            }
        }
        if (sent.length > LARGEST_CALL || plain.length > LARGEST_CALL) {
            return ArmErrors.error(
                    413, "ContentLengthLimitExceeded", "Maximum allowed content length: 1048576 bytes (1 MB).");
        }
        JsonNode array;
        try {
            array = Reply.JSON.readTree(plain);
        } catch (JsonProcessingException e) {
            return ArmErrors.error(400, "InvalidPayload", "The content is not JSON.");
        }
        if (!array.isArray()) {
            return ArmErrors.error(400, "InvalidPayload", "The content is not an array of records.");
        }
        synchronized (rows) {
            array.forEach(rows::addLast);
            while (rows.size() > KEPT) {
                rows.removeFirst();
            }
        }
        return Reply.empty(204);
    }

    /** The status with which this call fails, if it does. */
    private synchronized OptionalInt takeFailure() {
        if (failuresLeft == 0) {
            return OptionalInt.empty();
        }
        failuresLeft--;
        return OptionalInt.of(failureStatus);
    }
}
