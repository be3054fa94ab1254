package io.arcfleet.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest revision of a Helm release, known by the labels of the secret that stores it; the secret's content is not
 * read.
 *
 * @param status deployed, failed, pending-install, pending-upgrade, pending-rollback, uninstalling, superseded
 * @param modifiedAt when the revision was last changed, from the label {@code modifiedAt}, else its creation
 */
public record HelmRelease(
        String name,
        String namespace,
        int revision,
        String status,
        @Nullable Instant modifiedAt) {}
