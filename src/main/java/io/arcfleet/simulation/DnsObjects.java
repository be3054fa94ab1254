package io.arcfleet.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Cluster DNS, with slots for what differs between clusters. */
final class DnsObjects {

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
                "service", distribution == Distribution.OPENSHIFT ? "dns-default" : "kube-dns",
                "namespace", namespace(distribution),
                "workload", workload(distribution)));
        if (broken) {
            slice.withObject("/endpoints/0/conditions").put("ready", false).put("serving", false);
        }
        return List.of(slice);
    }

    private static String workload(Distribution distribution) {
        return distribution == Distribution.OPENSHIFT ? "dns-default" : "coredns";
    }
}
