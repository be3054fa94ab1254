package io.arcfleet.collect;

import io.arcfleet.access.KubernetesRequest;
import java.util.List;

/** Where cluster DNS runs. */
enum ClusterDns {
    /**
     * CoreDNS, or kube-dns before it, whose labels and service it kept: so in kubeadm, k3s and most others. RKE2 kept the
     * label and names the service after its Helm release; Kubespray has releases with names of its own for both.
     */
    KUBERNETES("kube-system", "k8s-app in (kube-dns,coredns)", "kube-dns", "coredns", "rke2-coredns-rke2-coredns"),
    /** The pods of OpenShift's DNS operator. */
    OPENSHIFT("openshift-dns", "dns.operator.openshift.io/daemonset-dns=default", "dns-default");

    private final String namespace;
    private final String podSelector;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> services;

    ClusterDns(String namespace, String podSelector, String... services) {
        this.namespace = namespace;
        this.podSelector = podSelector;
        this.services = List.of(services);
    }

    /** The names that the service in front of the pods may have, and its namespace. */
    String service() {
        return String.join(" or ", services) + " in " + namespace;
    }

    KubernetesRequest pods() {
        return KubernetesRequest.json("/api/v1/namespaces/" + namespace + "/pods")
                .with("labelSelector", podSelector);
    }

    KubernetesRequest endpointSlices() {
        return KubernetesRequest.json("/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices")
                .with("labelSelector", "kubernetes.io/service-name in (" + String.join(",", services) + ")");
    }
}
