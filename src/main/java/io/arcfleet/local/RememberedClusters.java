package io.arcfleet.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.arcfleet.snapshot.ClusterIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which cluster a context of a kubeconfig led to when it was last reached, kept in the output folder: so that a cluster
 * keeps its id, and its findings theirs, while it cannot be reached.
 */
final class RememberedClusters {

    private static final Logger LOG = LoggerFactory.getLogger(RememberedClusters.class);
    private static final String FILE = "contexts.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final SortedMap<String, Cluster> clusters;

    /** What is remembered of one cluster. */
    private record Cluster(String subscriptionId, String resourceGroup, String name, String location) {
        private Cluster {
            Objects.requireNonNull(subscriptionId, "subscriptionId");
            Objects.requireNonNull(resourceGroup, "resourceGroup");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(location, "location");
        }
    }

    private RememberedClusters(Path file, SortedMap<String, Cluster> clusters) {
        this.file = file;
        this.clusters = clusters;
    }

    /** What {@code folder} remembers; nothing when it is new or its file is damaged. */
    static RememberedClusters in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            @Nullable
            TreeMap<String, Cluster> read =
                    JSON.readValue(Files.readAllBytes(file), new TypeReference<TreeMap<String, Cluster>>() {});
            return new RememberedClusters(file, read == null ? new TreeMap<>() : read);
        } catch (NoSuchFileException e) {
            return new RememberedClusters(file, new TreeMap<>());
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file).log("the remembered contexts cannot be read and are made anew");
            return new RememberedClusters(file, new TreeMap<>());
        }
    }

    /** The cluster behind {@code key}, if it was ever reached. */
    Optional<ClusterIdentity> at(String key) {
        return Optional.ofNullable(clusters.get(key))
                .map(known -> ClusterIdentity.of(
                        known.subscriptionId(),
                        known.resourceGroup(),
                        known.name(),
                        known.location().isEmpty() ? null : known.location()));
    }

    /** Remembers {@code identity} when it is that of a connected cluster. */
    void put(String key, ClusterIdentity identity) {
        String subscription = identity.subscriptionId();
        String group = identity.resourceGroup();
        if (subscription != null && group != null) {
            String location = identity.location();
            clusters.put(key, new Cluster(subscription, group, identity.name(), location == null ? "" : location));
        }
    }

    /**
     * Writes what is remembered.
     *
     * @throws UncheckedIOException when the folder cannot be written
     */
    void save() {
        try {
            Files.createDirectories(file.getParent());
            Path part = file.resolveSibling(FILE + ".part");
            Files.writeString(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(clusters));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
