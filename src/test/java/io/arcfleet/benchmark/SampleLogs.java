package io.arcfleet.benchmark;

/** Lines as agents and commands write them. */
final class SampleLogs {

    /** The most that a scan reads of one log, in characters. */
    static final int LOG = 64 * 1024;

    static final String HEALTHY = "{\"Message\":\"Successfully sent the status to the service\",\"LogType\":"
            + "\"ConfigAgentTrace\",\"LogLevel\":\"Information\",\"Environment\":\"prod\",\"Role\":\"ClusterConfigAgent\","
            + "\"Location\":\"eastus\",\"ArmId\":\"/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/"
            + "connectedclusters/shop-1\",\"AgentName\":\"ConfigAgent\",\"AgentTimestamp\":\"2026/11/22 10:00:00\"}\n";

    static final String FAULTY = "{\"Message\":\"Error in getting configurations: Post"
            + " \\\"https://eastus.dp.kubernetesconfiguration.azure.com/subscriptions/s\\\": dial tcp 20.42.64.45:443:"
            + " i/o timeout\",\"LogLevel\":\"Error\",\"Role\":\"ClusterConfigAgent\"}\n";

    /** Every tenth line an error. */
    static final String MIXED = HEALTHY.repeat(9) + FAULTY;

    static final String DEBUG = "cli.azure.cli.core.sdk.policies: Request URL:"
            + " 'https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.Kubernetes/"
            + "connectedClusters/shop-1?api-version=2024-07-01-preview'\n";

    private SampleLogs() {}

    /** These lines again and again, {@code size} characters. */
    static String of(int size, String lines) {
        return lines.repeat(size / lines.length() + 1).substring(0, size);
    }
}
