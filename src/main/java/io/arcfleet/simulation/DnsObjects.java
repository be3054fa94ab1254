package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Cluster DNS, with slots for what differs between clusters. */
final class DnsObjects {

    /** RKE2 has CoreDNS as a Helm release, after which its objects are named. */
    private static final String RKE2_RELEASE = "rke2-coredns-rke2-coredns";

    private DnsObjects() {}

    /** Where the distribution runs it. */
    static String namespace(Distribution distribution) {
        return distribution == Distribution.OPENSHIFT ? "openshift-dns" : "kube-system";
    }

    /** Its pod. */
    static List<ObjectNode> pods(Distribution distribution, boolean broken) {
        String workload = workload(distribution);
        ObjectNode pod = Skeleton.POD.fill(
                Map.of("workload", workload, "account", workload, "namespace", namespace(distribution)));
        ObjectNode labels = pod.withObject("/metadata/labels");
        labels.remove(List.of("app.kubernetes.io/component", "app.kubernetes.io/name"));
        if (distribution == Distribution.OPENSHIFT) {
            labels.put("dns.operator.openshift.io/daemonset-dns", "default");
            pod.withObject("/metadata/ownerReferences/0")
                    .put("kind", "DaemonSet")
                    .put("name", workload);
        } else {
            labels.put("k8s-app", "kube-dns");
        }
        pod.withObject("/spec").withArray("containers").add(Skeleton.CONTAINER.fill(Map.of("container", workload)));
        pod.withObject("/status")
                .withArray("containerStatuses")
                .add(Skeleton.CONTAINER_STATUS.fill(Map.of("container", workload)));
        if (broken) {
            PodObjects.crash(pod, new PodHealth.Crashing(workload, "Error", 1, 214));
        }
        return List.of(pod);
    }

    /** The endpoint slice of its service. */
    static List<ObjectNode> endpointSlices(Distribution distribution, boolean broken) {
        ObjectNode slice = Skeleton.ENDPOINT_SLICE.fill(Map.of(
                "service", service(distribution),
                "namespace", namespace(distribution),
                "workload", workload(distribution)));
        if (broken) {
            slice.withObject("/endpoints/0/conditions").put("ready", false).put("serving", false);
        }
        return List.of(slice);
    }

    private static String service(Distribution distribution) {
        return switch (distribution) {
            case OPENSHIFT -> "dns-default";
            case RKE2 -> RKE2_RELEASE;
            case K3S, AKS, EKS, GENERIC -> "kube-dns";
        };
    }

    /** Named like the service, but where that kept the name of the predecessor. */
    private static String workload(Distribution distribution) {
        String service = service(distribution);
        return service.equals("kube-dns") ? "coredns" : service;
    }
}
