package io.arcfleet.local;

import io.arcfleet.check.clusterconnect.ReadRule;
import java.util.List;

/** The parts of the access inside a cluster, each a folder of {@code infra/cluster-access}. */
enum AccessManifest {
    /** What every cluster gets. */
    BASE("base", "cluster-access.yaml", "every cluster: the service account, and what it may read"),
    /** The Helm release of the agents. */
    HELM_RELEASE("helm-release", "helm-release.yaml", "every cluster: the state of the Helm release of the agents"),
    /** The same, where it used to be. */
    HELM_RELEASE_DEFAULT(
            "helm-release-default",
            "helm-release-default.yaml",
            "clusters without the namespace azure-arc-release, instead of the part before"),
    /** Flux. */
    FLUX("flux", "flux.yaml", "clusters with the Flux extension"),
    /** Workload identity. */
    WORKLOAD_IDENTITY("workload-identity", "workload-identity.yaml", "clusters with workload identity"),
    /** OpenShift. */
    OPENSHIFT("openshift", "openshift.yaml", "OpenShift"),
    /** A token for the service account. */
    TOKEN("token", "token.yaml", "clusters that the scanner enters with a token without an end");

    private final String folder;
    private final String file;
    private final String purpose;

    AccessManifest(String folder, String file, String purpose) {
        this.folder = folder;
        this.file = file;
        this.purpose = purpose;
    }

    /** The part that grants {@code rule}. */
    static AccessManifest of(ReadRule rule) {
        return switch (rule.namespace()) {
            case "azure-arc-release" -> HELM_RELEASE;
            case "default" -> HELM_RELEASE_DEFAULT;
            case "flux-system" -> FLUX;
            case "arc-workload-identity" -> WORKLOAD_IDENTITY;
            case "openshift-dns" -> OPENSHIFT;
            default -> rule.apiGroup().endsWith(".openshift.io") ? OPENSHIFT : BASE;
        };
    }

    /** Its folder below {@code infra/cluster-access}. */
    String folder() {
        return folder;
    }

    /** Where it belongs. */
    String purpose() {
        return purpose;
    }

    /** Whether it belongs into some clusters only, and nobody but their owner knows into which. */
    boolean isOptional() {
        return switch (this) {
            case BASE, HELM_RELEASE, HELM_RELEASE_DEFAULT -> false;
            case FLUX, WORKLOAD_IDENTITY, OPENSHIFT, TOKEN -> true;
        };
    }

    /** Its objects as YAML. */
    String yaml() {
        return AccessFiles.text(folder + "/" + file);
    }

    /** The rules that it grants. */
    List<ReadRule> rules() {
        return ReadRule.ALL.stream().filter(rule -> of(rule) == this).toList();
    }
}
