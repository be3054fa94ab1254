package io.arcfleet.snapshot;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A custom resource definition of Azure Arc.
 *
 * @param name for example {@code arccertificates.clusterconfig.azure.com}
 * @param deletingSince when its deletion was asked for; absent when it was not
 */
public record ResourceDefinition(String name, @Nullable Instant deletingSince) {

    /** The definitions that Azure Arc brings into a cluster: those that its command line removes, Flux's and the signing keys'. */
    public static final List<String> OF_AZURE_ARC = List.of(
            "connectedclusters.arc.azure.com",
            "arccertificates.clusterconfig.azure.com",
            "azureclusteridentityrequests.clusterconfig.azure.com",
            "azureextensionidentities.clusterconfig.azure.com",
            "customlocationsettings.clusterconfig.azure.com",
            "extensionconfigs.clusterconfig.azure.com",
            "gitconfigs.clusterconfig.azure.com",
            "fluxconfigs.clusterconfig.azure.com",
            "signingkeys.clusterconfig.azure.com");
}
