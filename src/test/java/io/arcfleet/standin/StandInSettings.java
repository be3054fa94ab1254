package io.arcfleet.standin;

import io.arcfleet.simulation.SimulatedCluster;
import io.arcfleet.simulation.Simulation;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-in does.
 *
 * @param upstream control address of the proxy that clusters are registered with in turn, or null: there is no relay
 * @param authority PEM certificate that the upstream and its API servers are trusted with, or null
 * @param clusterTokens by name of the cluster: what an API server accepts in place of a proof-of-possession token
 * @param amount see {@link Misbehaviour}
 * @param starts how many of the first starts misbehave; the later ones do not
 */
public record StandInSettings(
        @Nullable String upstream,
        @Nullable String authority,
        Map<String, String> clusterTokens,
        Misbehaviour misbehaviour,
        int amount,
        int starts) {

    public StandInSettings {
        clusterTokens = Map.copyOf(clusterTokens);
    }

    /** Without a relay: no cluster can be registered. */
    public static StandInSettings alone() {
        return new StandInSettings(null, null, Map.of(), Misbehaviour.NONE, 0, Integer.MAX_VALUE);
    }

    /** In front of the API servers of {@code simulation}. */
    public static StandInSettings of(Simulation simulation) {
        Map<String, String> tokens = simulation.clusters().stream()
                .map(SimulatedCluster::name)
                .collect(Collectors.toMap(name -> name, simulation::clusterToken));
        return new StandInSettings(
                simulation.proxyControl().toString(),
                simulation.caCertificate(),
                tokens,
                Misbehaviour.NONE,
                0,
                Integer.MAX_VALUE);
    }

    /** The same with another behaviour. */
    public StandInSettings with(Misbehaviour other) {
        return with(other, 0);
    }

    /** The same with another behaviour. */
    public StandInSettings with(Misbehaviour other, int otherAmount) {
        return new StandInSettings(upstream, authority, clusterTokens, other, otherAmount, starts);
    }

    /** The same, misbehaving in the first starts only. */
    public StandInSettings inFirst(int otherStarts) {
        return new StandInSettings(upstream, authority, clusterTokens, misbehaviour, amount, otherStarts);
    }

    @Override
    public String toString() {
        return "StandInSettings[" + misbehaviour + " " + amount + "]";
    }
}
