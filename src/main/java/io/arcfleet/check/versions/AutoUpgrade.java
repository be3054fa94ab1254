package io.arcfleet.check.versions;

import io.arcfleet.snapshot.ClusterSnapshot;
import java.util.Optional;

/**
 * Whether the agents upgrade themselves. The agents obey the config map; the Azure side may disagree on clusters that were
 * connected long ago.
 *
 * @param inCluster what the config map says
 * @param inAzure what the Azure resource says
 */
record AutoUpgrade(Optional<Boolean> inCluster, Optional<Boolean> inAzure) {

    /** As far as it is known. */
    static AutoUpgrade of(ClusterSnapshot snapshot) {
        return new AutoUpgrade(
                snapshot.kubernetes()
                        .config()
                        .seen()
                        .map(config -> config.values().get("AZURE_ARC_AUTOUPDATE"))
                        .map("true"::equalsIgnoreCase),
                snapshot.azure()
                        .resource()
                        .seen()
                        .map(cluster -> cluster.agent().autoUpgrade())
                        .map("Enabled"::equalsIgnoreCase));
    }

    /** What counts, in a word: {@code on} or {@code off}. */
    Optional<String> word() {
        return inCluster.or(() -> inAzure).map(AutoUpgrade::word);
    }

    /** Whether the agents upgrade themselves for all that is known. */
    boolean isOn() {
        return inCluster.or(() -> inAzure).orElse(false);
    }

    /** Whether both sides say something, and not the same. */
    boolean isDisputed() {
        return inCluster.isPresent() && inAzure.isPresent() && !inCluster.equals(inAzure);
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }
}
