package io.arcfleet.signature;

/** Where an error text is seen. The same words can mean different things in different places. */
public enum Place {
    /** The log of an agent in the namespace azure-arc. */
    AGENT_LOG,
    /** The message of a Kubernetes event, of a container state or of a condition. */
    EVENT,
    /** What Helm says of a release. */
    HELM_STATUS,
    /** The status or the error of a cluster extension or a Flux configuration. */
    EXTENSION_STATUS,
    /** What a command line printed: Azure CLI, PowerShell, kubectl. */
    CLI_OUTPUT
}
