package io.arcfleet.simulation;

import java.util.List;

/** A Kubernetes distribution with what is characteristic of its version and its nodes. */
enum Distribution {
    K3S(
            "k3s",
            "generic",
            List.of("v1.34.6+k3s1", "v1.35.3+k3s1"),
            "Ubuntu 24.04.2 LTS",
            "containerd://2.1.4-k3s1",
            "k3s://<name>-node-{number}",
            "node.kubernetes.io/instance-type",
            "k3s"),
    AKS(
            "aks",
            "azure",
            List.of("v1.34.6", "v1.35.3"),
            "Ubuntu 22.04.5 LTS",
            "containerd://1.7.28-1",
            "azure:///subscriptions/<subscription>/resourceGroups/mc_<group>/virtualMachines/<name>-node-{number}",
            "kubernetes.azure.com/node-image-version",
            "AKSUbuntu-2204gen2containerd-202606.22.0"),
    OPENSHIFT(
            "openshift",
            "vsphere",
            List.of("v1.34.4", "v1.35.2"),
            "Red Hat Enterprise Linux CoreOS 9.6.20260615-0",
            "cri-o://1.34.4-2.rhaos4.21.git8c9e9f4.el9",
            "vsphere://<uid:machine-{number}>",
            "node.openshift.io/os_id",
            "rhel"),
    EKS(
            "eks",
            "aws",
            List.of("v1.34.6-eks-99d6cc0", "v1.35.3-eks-113cf36"),
            "Amazon Linux 2023.8.20260609",
            "containerd://1.7.27",
            "aws:///eu-west-1a/<name>-node-{number}",
            "eks.amazonaws.com/nodegroup",
            "workers"),
    RKE2(
            "rke2",
            "generic",
            List.of("v1.34.6+rke2r1", "v1.35.3+rke2r1"),
            "SUSE Linux Enterprise Server 15 SP7",
            "containerd://2.1.4-k3s2",
            "rke2://<name>-node-{number}",
            "node.kubernetes.io/instance-type",
            "rke2"),
    GENERIC(
            "generic",
            "generic",
            List.of("v1.35.3", "v1.36.0"),
            "Debian GNU/Linux 12 (bookworm)",
            "containerd://1.7.24",
            "",
            "node.kubernetes.io/exclude-from-external-load-balancers",
            "");

    private final String word;
    private final String infrastructure;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> versions;

    private final String image;
    private final String runtime;
    private final String provider;
    private final String label;
    private final String labelValue;

    Distribution(
            String word,
            String infrastructure,
            List<String> versions,
            String image,
            String runtime,
            String provider,
            String label,
            String labelValue) {
        this.word = word;
        this.infrastructure = infrastructure;
        this.versions = versions;
        this.image = image;
        this.runtime = runtime;
        this.provider = provider;
        this.label = label;
        this.labelValue = labelValue;
    }

    /** The property {@code distribution} of the resource. */
    String word() {
        return word;
    }

    /** The property {@code infrastructure} of the resource. */
    String infrastructure() {
        return infrastructure;
    }

    /** Versions of the API server, as {@code gitVersion} says them. */
    List<String> versions() {
        return versions;
    }

    /** {@code osImage} of the nodes. */
    String image() {
        return image;
    }

    /** {@code containerRuntimeVersion} of the nodes. */
    String runtime() {
        return runtime;
    }

    /** {@code providerID} of the nodes, with slots. */
    String provider() {
        return provider;
    }

    /** A label by which the distribution is known. */
    String label() {
        return label;
    }

    /** The value of {@link #label()}. */
    String labelValue() {
        return labelValue;
    }
}
