package io.arcfleet.simulation;

/** The services that are simulated. */
public enum SimulatedService {
    /** Azure Resource Manager, without the two below. */
    RESOURCE_MANAGER,
    /** Azure Resource Graph. */
    RESOURCE_GRAPH,
    /** The action listClusterUserCredential. */
    CLUSTER_CREDENTIAL,
    /** The control endpoint of the cluster connect proxy. */
    PROXY_CONTROL,
    /** The Kubernetes API servers behind the proxy. */
    KUBERNETES,
    /** The Logs Ingestion API. */
    LOGS_INGESTION
}
