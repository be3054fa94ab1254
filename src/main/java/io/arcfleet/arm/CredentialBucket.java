package io.arcfleet.arm;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A token bucket with a queue: who stands behind others finds a permit only when there is one for each of them too. So
 * the order of arrival holds, whoever wakes first, and who leaves the queue leaves no gap in it.
 */
final class CredentialBucket {

    private static final long SECOND = 1_000_000_000L;

    /** Time in which one permit grows. */
    private final long interval;

    private final long capacity;
    private final Set<Place> queue = new LinkedHashSet<>();

    /** What has grown until {@link #grownUntil}, in nanoseconds; a time to come means that the bucket is closed till then. */
    private long grown;

    private Instant grownUntil;

    /** A full bucket. */
    CredentialBucket(int burst, int perSecond, Instant now) {
        this.interval = Math.ceilDiv(SECOND, perSecond);
        this.capacity = burst * interval;
        this.grown = capacity;
        this.grownUntil = now;
    }

    /** A place at the end of the queue. */
    synchronized Place queue() {
        Place place = new Place();
        queue.add(place);
        return place;
    }

    /** Gives nothing before {@code until}, and from then on no burst: the service has counted more than was counted here. */
    synchronized void close(Instant until) {
        grown = 0;
        if (until.isAfter(grownUntil)) {
            grownUntil = until;
        }
    }

    private void grow(Instant now) {
        if (now.isAfter(grownUntil)) {
            long time = Math.min(capacity, Duration.between(grownUntil, now).toNanos());
            grown = Math.min(capacity, grown + time);
            grownUntil = now;
        }
    }

    /** Somebody's place in the queue. */
    final class Place {

        private Place() {}

        /** Takes a permit and leaves the queue; otherwise the time at which one will be there, as things stand. */
        Optional<Instant> take(Instant now) {
            synchronized (CredentialBucket.this) {
                grow(now);
                long needed = (ahead() + 1) * interval;
                if (grown < needed || grownUntil.isAfter(now)) {
                    return Optional.of(grownUntil.plusNanos(Math.max(0, needed - grown)));
                }
                grown -= interval;
                queue.remove(this);
                return Optional.empty();
            }
        }

        /** Leaves the queue, also when it was left before. */
        void leave() {
            synchronized (CredentialBucket.this) {
                queue.remove(this);
            }
        }

        private long ahead() {
            long ahead = 0;
            for (Place other : queue) {
                if (other == this) {
                    break;
                }
                ahead++;
            }
            return ahead;
        }
    }
}
