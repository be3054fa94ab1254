package io.arcfleet.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Values by cluster, each until its time; what is out of date goes when something is added. */
final class ExpiringCache<V> {

    private final Clock clock;
    private final ConcurrentMap<String, Entry<V>> entries = new ConcurrentHashMap<>();

    ExpiringCache(Clock clock) {
        this.clock = clock;
    }

    Optional<V> get(String key) {
        Instant now = clock.instant();
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> now.isBefore(entry.until()))
                .map(Entry::value);
    }

    void put(String key, V value, Instant until) {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> !now.isBefore(entry.until()));
        entries.put(key, new Entry<>(value, until));
    }

    void remove(String key) {
        entries.remove(key);
    }

    int size() {
        return entries.size();
    }

    void clear() {
        entries.clear();
    }

    private record Entry<V>(V value, Instant until) {}
}
