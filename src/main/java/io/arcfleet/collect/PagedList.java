package io.arcfleet.collect;

import com.fasterxml.jackson.databind.ObjectReader;
import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubernetesRequest;
import io.arcfleet.collect.KubernetesJson.Page;
import io.arcfleet.collect.KubernetesJson.PageMetadata;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list page by page. A list longer than the cap is unavailable, not truncated: a check that sees half of the
 * pods would call a broken cluster healthy.
 *
 * @param <I> an item as the API sends it
 * @param <T> what is kept of it
 */
final class PagedList<I, T> {

    static final int PAGE_SIZE = 500;
    static final int MAX_PAGES = 20;

    private static final String METADATA_KIND = "PartialObjectMetadataList";

    private final ObjectReader reader;
    private final Function<I, Optional<T>> convert;

    /**
     * A list of such items.
     *
     * @param convert what is kept of an item; empty for one that has not even a name
     */
    PagedList(Class<I> item, Function<I, Optional<T>> convert) {
        this.reader = KubernetesJson.pageOf(item);
        this.convert = convert;
    }

    /** Reads all pages; starts once more when the server has forgotten where it was (410 Gone). */
    Observation<List<T>> read(ClusterTunnel tunnel, KubernetesRequest request, Budget budget) {
        List<T> items = new ArrayList<>();
        boolean restarted = false;
        String next = null;
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Observation<Chunk<T>> answer =
                    tunnel.get(page(request, next), body -> decode(request, body), budget.left());
            switch (answer) {
                case Observed<Chunk<T>>(Chunk<T> chunk) -> {
                    items.addAll(chunk.items());
                    next = chunk.next();
                    if (next == null) {
                        return Observation.of(List.copyOf(items));
                    }
                }
                case Unavailable<Chunk<T>> failure -> {
                    boolean expired = next != null && failure.reason() == Reason.NOT_FOUND;
                    if (!expired || restarted) {
                        return failure.cast();
                    }
                    restarted = true;
                    items.clear();
                    next = null;
                    pages = -1;
                }
            }
        }
        return Observation.unavailable(
                Reason.MALFORMED, request.path() + " has more than " + PAGE_SIZE * MAX_PAGES + " objects");
    }

    private static KubernetesRequest page(KubernetesRequest request, @Nullable String next) {
        KubernetesRequest first = request.with("limit", Integer.toString(PAGE_SIZE));
        return next == null ? first : first.with("continue", next);
    }

    private Chunk<T> decode(KubernetesRequest request, InputStream body) throws IOException {
        Page<I> page = KubernetesJson.present(reader.<@Nullable Page<I>>readValue(body));
        if (request.accept().equals(KubernetesRequest.METADATA_ONLY) && !METADATA_KIND.equals(page.kind())) {
            throw new IOException("the server sent more than metadata");
        }
        if (page.items() == null && page.metadata() == null) {
            throw new IOException("the answer is not a list");
        }
        List<T> items = new ArrayList<>();
        for (I item : KubernetesJson.orEmpty(page.items())) {
            convert.apply(item).ifPresent(items::add);
        }
        PageMetadata metadata = page.metadata();
        String next = metadata == null ? null : metadata.next();
        return new Chunk<>(items, next == null || next.isEmpty() ? null : next);
    }

    private record Chunk<T>(List<T> items, @Nullable String next) {}
}
