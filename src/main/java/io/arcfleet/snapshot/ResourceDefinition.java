package io.arcfleet.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A custom resource definition of Azure Arc.
 *
 * @param name for example {@code arccertificates.clusterconfig.azure.com}
 * @param deletingSince when its deletion was asked for; absent when it was not
 */
public record ResourceDefinition(String name, @Nullable Instant deletingSince) {}
