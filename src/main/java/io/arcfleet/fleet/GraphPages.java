package io.arcfleet.fleet;

import com.azure.resourcemanager.resourcegraph.models.QueryRequest;
import com.azure.resourcemanager.resourcegraph.models.QueryRequestOptions;
import com.azure.resourcemanager.resourcegraph.models.QueryResponse;
import com.azure.resourcemanager.resourcegraph.models.ResultFormat;
import com.azure.resourcemanager.resourcegraph.models.ResultTruncated;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.arm.ArmException;
import io.arcfleet.arm.AzureConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads every page of one Resource Graph query; rows become small values page by page. */
final class GraphPages {

    /** Rows of a page; the service's maximum (Azure docs, work-with-data). */
    private static final int PAGE = 1_000;

    private static final int MAXIMUM_PAGES = 1_000;
    private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(2);
    private static final String CALL = "POST /providers/Microsoft.ResourceGraph/resources";
    private static final JsonMapper JSON = new JsonMapper();

    private final AzureConnection connection;
    private final TimeLeft time;

    GraphPages(AzureConnection connection, TimeLeft time) {
        this.connection = connection;
        this.time = time;
    }

    /**
     * Reads the rows of {@code query} over {@code subscriptions}.
     *
     * @param reader reads a row; empty for a malformed one
     * @throws ArmException when a page failed; nothing of the others is then kept
     */
    <T> Rows<T> read(String query, List<String> subscriptions, Function<JsonNode, Optional<T>> reader) {
        List<T> values = new ArrayList<>();
        int malformed = 0;
        String token = null;
        for (int page = 1; page <= MAXIMUM_PAGES; page++) {
            QueryResponse answer = page(query, subscriptions, token);
            if (!(answer.data() instanceof List<?> rows)) {
                throw malformed("a page without rows");
            }
            for (Object row : rows) {
                Optional<T> value = reader.apply(JSON.valueToTree(row));
                value.ifPresent(values::add);
                malformed += value.isPresent() ? 0 : 1;
            }
            String next = answer.skipToken();
            if (next == null || next.isEmpty()) {
                refuseTruncated(answer);
                return new Rows<>(values, malformed);
            }
            if (next.equals(token)) {
                throw malformed("the same skip token twice");
            }
            token = next;
        }
        throw malformed("more than " + MAXIMUM_PAGES + " pages");
    }

    private QueryResponse page(String query, List<String> subscriptions, @Nullable String skipToken) {
        QueryRequest request = new QueryRequest()
                .withSubscriptions(subscriptions)
                .withQuery(query)
                .withOptions(new QueryRequestOptions()
                        .withTop(PAGE)
                        .withSkipToken(skipToken)
                        .withResultFormat(ResultFormat.OBJECT_ARRAY));
        return connection.call(
                CALL,
                time.forCall(CALL, PAGE_TIMEOUT),
                context -> connection
                        .resourceGraph()
                        .resourceProviders()
                        .resourcesWithResponse(request, context)
                        .getValue());
    }

    /** Without a skip token the rest of a truncated result is out of reach, and would be missed in silence. */
    private static void refuseTruncated(QueryResponse answer) {
        if (answer.resultTruncated() == ResultTruncated.TRUE) {
            throw malformed("a truncated result without a skip token");
        }
    }

    private static ArmException malformed(String what) {
        return new ArmException(ArmException.Kind.MALFORMED, 200, "", CALL + " answered " + what);
    }

    /** What was read, and the number of rows that could not be. */
    record Rows<T>(List<T> values, int malformed) {

        Rows {
            values = List.copyOf(values);
        }
    }
}
