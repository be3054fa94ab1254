package io.arcfleet.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The values of a template's slots for one cluster at one time. Used by one thread, for one answer. */
final class SlotValues {

    // The alphabet of the random parts of Kubernetes names.
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int HASH_LENGTH = 10;
    private static final int SUFFIX_LENGTH = 5;

    private final ClusterState cluster;
    private final Instant now;
    private final Map<String, byte[]> known = new HashMap<>();

    SlotValues(ClusterState cluster, Instant now) {
        this.cluster = cluster;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The value of a slot in UTF-8; every value can stand inside a JSON string as it is. */
    byte[] of(String slot) {
        return known.computeIfAbsent(slot, name -> value(name).getBytes(StandardCharsets.UTF_8));
    }

    /** The value of a slot. */
    String value(String slot) {
        int colon = slot.indexOf(':');
        String head = colon < 0 ? slot : slot.substring(0, colon);
        String argument = colon < 0 ? "" : slot.substring(colon + 1);
        ClusterTraits traits = cluster.traits();
        return switch (head) {
            case "name" -> traits.name();
            case "id" -> traits.id();
            case "subscription" -> traits.subscription().id();
            case "group" -> traits.resourceGroup();
            case "region" -> traits.location();
            case "kubernetes" -> AzureView.kubernetesVersion(cluster);
            case "kubernetes-minor" -> minor(cluster);
            case "openshift" -> openShift(cluster);
            case "agent" -> AzureView.agentVersion(cluster);
            case "distribution" -> traits.distribution().word();
            case "infrastructure" -> traits.distribution().infrastructure();
            case "nodes" -> Integer.toString(traits.nodes());
            case "cores" -> Integer.toString(traits.cores());
            case "cpu" -> Integer.toString(traits.coresPerNode());
            case "release-namespace" -> releaseNamespace(traits);
            case "created" -> AzureView.createdAt(cluster).toString();
            case "start" ->
                cluster.startedAt().minusSeconds(Long.parseLong(argument)).toString();
            case "now" -> now.minusSeconds(Long.parseLong(argument)).toString();
            case "epoch" ->
                Long.toString(cluster.startedAt()
                        .minusSeconds(Long.parseLong(argument))
                        .getEpochSecond());
            case "uid" -> uuid(traits.random(argument), traits.random(argument + generation(argument)));
            case "rv" -> Integer.toString(1_000_000 + traits.random(argument + generation(argument), 8_000_000));
            case "hash" -> letters(traits.random("hash" + argument + AzureView.agentVersion(cluster)), HASH_LENGTH);
            case "suffix" -> letters(traits.random("suffix" + argument + cluster.podGeneration()), SUFFIX_LENGTH);
            case "octet" -> Integer.toString(2 + traits.random("octet" + argument, 250));
            case "node" -> nodeName(traits, traits.random("node" + argument, traits.nodes()));
            default -> throw new IllegalStateException("no such slot: " + slot);
        };
    }

    /** The name of a node by its number. */
    static String nodeName(ClusterTraits traits, int number) {
        return traits.name() + "-node-" + (number + 1);
    }

    /** Where Helm keeps the release: in {@code default} on a few clusters that are old. */
    static String releaseNamespace(ClusterTraits traits) {
        return traits.random("release", 10) == 0 ? "default" : "azure-arc-release";
    }

    /** A random UUID of two numbers. */
    static String uuid(long high, long low) {
        return new UUID((high & ~0xf000L) | 0x4000L, (low & 0x3fffffffffffffffL) | 0x8000000000000000L).toString();
    }

    // EKS marks the minor version with a plus sign.
    private static String minor(ClusterState cluster) {
        String minor = AzureView.kubernetesVersion(cluster).split("\\.", -1)[1];
        return cluster.traits().distribution() == Distribution.EKS ? minor + "+" : minor;
    }

    // The minor version of OpenShift is that of its Kubernetes less 13.
    private static String openShift(ClusterState cluster) {
        int minor = Integer.parseInt(AzureView.kubernetesVersion(cluster).split("\\.", -1)[1]) - 13;
        return "4." + minor + "." + (1 + cluster.traits().random("openshift", 20));
    }

    private String generation(String argument) {
        return argument.startsWith("pod-") ? "/" + cluster.podGeneration() : "";
    }

    private static String letters(long random, int length) {
        StringBuilder text = new StringBuilder(length);
        long rest = random;
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt((int) Long.remainderUnsigned(rest, ALPHABET.length())));
            rest = Long.divideUnsigned(rest, ALPHABET.length());
        }
        return text.toString();
    }
}
