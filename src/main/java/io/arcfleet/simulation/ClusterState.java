package io.arcfleet.simulation;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A simulated cluster: what it is, and what can change about it at run time. */
final class ClusterState {

    /** Faults with which clusterconnect-agent does not listen for this cluster. */
    private static final Set<Fault> NO_TUNNEL = Collections.unmodifiableSet(EnumSet.of(
            Fault.CLUSTER_CONNECT_OFF,
            Fault.PRIVATE_LINK,
            Fault.RELAY_BLOCKED,
            Fault.AGENTS_REMOVED,
            Fault.LEFTOVERS,
            Fault.MOVED_AGENT));

    private final ClusterTraits traits;
    private final Map<String, Reply> damages = new ConcurrentHashMap<>();
    private final Instant startedAt;
    private final AtomicInteger podGeneration = new AtomicInteger();
    private volatile Set<Fault> faults = Set.of();
    private volatile Instant registeredUntil = Instant.MIN;
    private volatile Instant offlineSince;

    ClusterState(ClusterTraits traits, Instant startedAt) {
        this.traits = traits;
        this.startedAt = startedAt;
        this.offlineSince = startedAt.minusSeconds(3_600L + traits.random("offline", 100 * 3_600));
    }

    ClusterTraits traits() {
        return traits;
    }

    /** When the simulation started: what happened before it is told from here. */
    Instant startedAt() {
        return startedAt;
    }

    Set<Fault> faults() {
        return faults;
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    void setFaults(Set<Fault> changed) {
        EnumSet<Fault> copy = EnumSet.noneOf(Fault.class);
        copy.addAll(changed);
        if (copy.stream().anyMatch(Fault::fleetWide)) {
            throw new IllegalArgumentException("a fleet-wide fault cannot be set on one cluster");
        }
        faults = Collections.unmodifiableSet(copy);
    }

    /** How often the pods were created anew. */
    int podGeneration() {
        return podGeneration.get();
    }

    void recreatePods() {
        podGeneration.incrementAndGet();
    }

    /** Until when the proxy knows the way to this cluster. */
    Instant registeredUntil() {
        return registeredUntil;
    }

    void register(Instant until) {
        registeredUntil = until;
    }

    /** When the last heartbeat came, if the cluster is offline. */
    Instant offlineSince() {
        return offlineSince;
    }

    void setOfflineSince(Instant since) {
        offlineSince = since;
    }

    /** Whether an agent waits at the other end of the tunnel. */
    boolean answersTunnel() {
        boolean alive = !has(Fault.OFFLINE) && !has(Fault.CONNECTING_FOREVER) && !has(Fault.CERTIFICATE_EXPIRED);
        return alive && (reachedDirectly() || Collections.disjoint(faults, NO_TUNNEL));
    }

    /** Whether somebody goes to its API server without the proxy. */
    private boolean reachedDirectly() {
        return registeredUntil.equals(Instant.MAX);
    }

    /** Whether the agents were taken away. */
    boolean hasNoAgents() {
        return has(Fault.AGENTS_REMOVED) || has(Fault.LEFTOVERS);
    }

    /** From now on answers the calls whose path contains {@code path} otherwise. */
    void damage(String path, Reply answer) {
        damages.put(path, answer);
    }

    /** The other answer to a call, when there is one. */
    Optional<Reply> damage(Call call) {
        return damages.entrySet().stream()
                .filter(damage -> call.path().contains(damage.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    SimulatedCluster describe() {
        return new SimulatedCluster(
                traits.key(), traits.name(), traits.subscription().id(), traits.location(), faults);
    }
}
