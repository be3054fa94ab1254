package io.arcfleet.collect;

import io.arcfleet.access.KubernetesRequest;

/** Where cluster DNS runs. */
enum ClusterDns {
    /** CoreDNS, or kube-dns before it, whose labels it kept. */
    KUBERNETES("kube-system", "k8s-app=kube-dns", "kube-dns"),
    /** The pods of OpenShift's DNS operator. */
    OPENSHIFT("openshift-dns", "dns.operator.openshift.io/daemonset-dns=default", "dns-default");

    private final String namespace;
    private final String podLabel;
    private final String service;

    ClusterDns(String namespace, String podLabel, String service) {
        this.namespace = namespace;
        this.podLabel = podLabel;
        this.service = service;
    }

    /** The service in front of the pods, with its namespace. */
    String service() {
        return namespace + "/" + service;
    }

    KubernetesRequest pods() {
        return KubernetesRequest.json("/api/v1/namespaces/" + namespace + "/pods")
                .with("labelSelector", podLabel);
    }

    KubernetesRequest endpointSlices() {
        return KubernetesRequest.json("/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices")
                .with("labelSelector", "kubernetes.io/service-name=" + service);
    }
}
