package io.arcfleet.arm;

import io.arcfleet.arm.ArmException.Kind;
import io.arcfleet.config.AccessSettings.CredentialRate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Paces the requests for cluster credentials, and is the one loop that sends a throttled one again. Resource Manager
 * counts by subscription, caller, region and kind of operation ("Understand how Azure Resource Manager throttles
 * requests"); so there is a bucket for each subscription and region, and nobody waits for another's. Used by many threads
 * at once.
 */
public final class CredentialGovernor {

    private static final String SERVICE = "resource manager";
    private static final int TOO_MANY_REQUESTS = 429;

    /** For a throttled answer that does not say how long to wait, or says nearly nothing. */
    private static final Duration SHORTEST_CLOSING = Duration.ofSeconds(1);

    /** Buckets refill within a minute; one answer that asks for years must not close a bucket for the life of the app. */
    private static final Duration LONGEST_CLOSING = Duration.ofHours(1);

    private final CredentialRate rate;
    private final CallReceipts receipts;
    private final Clock clock;
    private final Waits waits;
    private final ConcurrentMap<Bucket, CredentialBucket> buckets = new ConcurrentHashMap<>();

    /** Whose quota a request is charged to. */
    private record Bucket(String subscription, String region) {}

    /**
     * With every bucket full.
     *
     * @param receipts where the waits are counted, as those of {@code resource manager}
     */
    public CredentialGovernor(CredentialRate rate, CallReceipts receipts, Clock clock) {
        this(rate, receipts, clock, Thread::sleep);
    }

    CredentialGovernor(CredentialRate rate, CallReceipts receipts, Clock clock, Waits waits) {
        this.rate = rate;
        this.receipts = receipts;
        this.clock = clock;
        this.waits = waits;
    }

    /**
     * Makes {@code call} when its turn has come, first come first served in its bucket. After a throttled answer the
     * whole bucket is closed for as long as the service asked, an hour at most, and the call gets another turn.
     *
     * @param region the cluster's, or empty when it is not known
     * @param deadline for the waits; a turn that cannot come before it is refused at once
     * @param call sends one request, without retries of throttled answers
     * @throws ArmException of {@code call}; of kind throttled also when no turn comes before the deadline
     */
    public <T> T paced(String subscription, String region, Instant deadline, Supplier<T> call) {
        CredentialBucket bucket = buckets.computeIfAbsent(
                new Bucket(subscription, region),
                key -> new CredentialBucket(rate.burst(), rate.perSecond(), clock.instant()));
        while (true) {
            awaitTurn(bucket, subscription, region, deadline);
            try {
                return call.get();
            } catch (ArmException e) {
                if (e.kind() != Kind.THROTTLED) {
                    throw e;
                }
                bucket.close(clock.instant().plus(closing(e)));
            }
        }
    }

    private static Duration closing(ArmException throttled) {
        Duration asked = throttled.retryAfter().orElse(SHORTEST_CLOSING);
        Duration shortened = asked.compareTo(LONGEST_CLOSING) > 0 ? LONGEST_CLOSING : asked;
        return shortened.compareTo(SHORTEST_CLOSING) < 0 ? SHORTEST_CLOSING : shortened;
    }

    private void awaitTurn(CredentialBucket bucket, String subscription, String region, Instant deadline) {
        CredentialBucket.Place place = bucket.queue();
        try {
            for (Optional<Instant> turn = place.take(clock.instant());
                    turn.isPresent();
                    turn = place.take(clock.instant())) {
                Duration wait = Duration.between(clock.instant(), turn.get());
                if (turn.get().isAfter(deadline)) {
                    throw new ArmException(
                            Kind.THROTTLED,
                            TOO_MANY_REQUESTS,
                            "",
                            "no credential was asked for, because the quota of the subscription " + subscription
                                    + (region.isEmpty() ? "" : " in " + region) + " has the next turn in "
                                    + Math.ceilDiv(wait.toMillis(), 1000) + " s only");
                }
                pause(wait);
            }
        } finally {
            place.leave();
        }
    }

    private void pause(Duration wait) {
        if (!wait.isPositive()) {
            return;
        }
        try {
            waits.pause(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ArmException(
                    Kind.TIMED_OUT, 0, "", "the wait for a turn to ask for a credential was interrupted");
        }
        receipts.waited(SERVICE, wait);
    }
}
