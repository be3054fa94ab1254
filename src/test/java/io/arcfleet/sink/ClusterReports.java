package io.arcfleet.sink;

import io.arcfleet.finding.Area;
import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.Issue;
import io.arcfleet.finding.RootCause;
import io.arcfleet.finding.ScanOutcome;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.finding.Severity;
import io.arcfleet.finding.Verdict;
import io.arcfleet.snapshot.AzureFacts;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.ReadReceipt;
import io.arcfleet.snapshot.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reports of clusters by intent. */
public final class ClusterReports {
    public static final Instant OBSERVED = Instant.parse("2026-07-01T08:00:00Z");
    public static final Instant EXPIRES = Instant.parse("2026-06-28T00:00:00Z");

    private static final String SUBSCRIPTION = "11111111-1111-1111-1111-111111111111";

    private ClusterReports() {}

    /** Every check passed. */
    public static ClusterReport healthy(String name) {
        return report(
                name,
                List.of(new CheckResult.Passed("cluster-connected"), new CheckResult.Passed("agent-pods-ready")),
                new Verdict(Health.HEALTHY, List.of()),
                Observation.of("https://10.0.0.1:6443"));
    }

    /** The certificate has expired, which explains that a pod is not ready; a third check could not look. */
    public static ClusterReport broken(String name) {
        Finding certificate = finding(
                name,
                "identity-certificate-valid",
                Severity.CRITICAL,
                new Issue(
                        "certificate",
                        "The identity certificate expired 3 days ago.",
                        Map.of("expired", "2026-06-28T00:00:00Z")));
        Finding pods = finding(
                name,
                "agent-pods-ready",
                Severity.HIGH,
                Issue.of("deployment/config-agent", "1 of 2 containers is ready."));
        RootCause cause = new RootCause(
                certificate,
                List.of(pods.id()),
                List.of(),
                "The identity certificate expired 3 days ago. This explains 1 more finding.");
        return report(
                name,
                List.of(
                        new CheckResult.Failed("identity-certificate-valid", List.of(certificate)),
                        new CheckResult.Failed("agent-pods-ready", List.of(pods)),
                        new CheckResult.NotEvaluated(
                                "nodes-ready", "not permitted", "GET nodes: 403 nodes is forbidden"),
                        new CheckResult.Passed("cluster-connected")),
                new Verdict(Health.BROKEN, List.of(cause)),
                Observation.of("https://10.0.0.1:6443"));
    }

    /** One finding of this severity, which stands alone and is only a possible root cause. */
    public static ClusterReport withFinding(String name, Severity severity, String checkId, String message) {
        Finding finding = finding(name, checkId, severity, Issue.of("cluster", message));
        RootCause cause = new RootCause(finding, List.of(), List.of("nodes-ready"), message);
        Health health = severity.isAtLeast(Severity.HIGH) ? Health.BROKEN : Health.DEGRADED;
        return report(
                name,
                List.of(new CheckResult.Failed(checkId, List.of(finding)), new CheckResult.Passed("cluster-connected")),
                new Verdict(health, List.of(cause)),
                Observation.of("https://10.0.0.1:6443"));
    }

    /** The API server was not reached in time, so no check inside the cluster could look. */
    public static ClusterReport unreached(String name) {
        String detail = "GET /version: no answer within 10 s";
        return report(
                name,
                List.of(
                        new CheckResult.Passed("cluster-connected"),
                        new CheckResult.NotEvaluated("agent-pods-ready", "timed out", detail),
                        new CheckResult.NotEvaluated("nodes-ready", "timed out", detail)),
                new Verdict(Health.UNKNOWN, List.of()),
                Observation.unavailable(Reason.TIMED_OUT, detail));
    }

    /** Reached, but a read was refused and one check is itself at fault. */
    public static ClusterReport denied(String name) {
        return report(
                name,
                List.of(
                        new CheckResult.Passed("cluster-connected"),
                        new CheckResult.NotEvaluated(
                                "agent-pods-ready", "not permitted", "GET pods: 403 pods is forbidden"),
                        new CheckResult.Errored("nodes-ready", "java.lang.ArithmeticException: / by zero")),
                new Verdict(Health.UNKNOWN, List.of()),
                Observation.of("https://10.0.0.1:6443"));
    }

    /** A finding of a check on a cluster of this name. */
    public static Finding finding(String name, String checkId, Severity severity, Issue issue) {
        String clusterId = identity(name).id();
        return new Finding(
                Finding.idOf(clusterId, checkId, issue.subject()),
                checkId,
                "The good state of " + checkId,
                Area.AGENTS,
                severity,
                clusterId,
                issue,
                "Do what helps against " + checkId + ".",
                "https://example.com/" + checkId,
                OBSERVED);
    }

    /** A report with these results. */
    public static ClusterReport report(
            String name, List<CheckResult> results, Verdict verdict, Observation<String> reached) {
        ClusterIdentity identity = identity(name);
        return new ClusterReport(
                "scan-1",
                true,
                new ClusterTarget(
                        identity,
                        new AzureFacts(
                                Observation.of(resource(identity)),
                                Observation.of(List.of()),
                                Observation.of(List.of()),
                                Observation.of(List.of()))),
                "v1.32.3",
                results,
                verdict,
                reached,
                List.of(new ReadReceipt("pods", Duration.ofMillis(42), "ok", "")),
                OBSERVED,
                Duration.ofMillis(1234));
    }

    /** A report of a cluster whose Azure side was not read. */
    public static ClusterReport withoutAzure(String name) {
        ClusterReport healthy = healthy(name);
        ClusterTarget target = new ClusterTarget(
                new ClusterIdentity("kubeconfig:host/" + name, name, null, null, null),
                AzureFacts.unavailable(Reason.NOT_ATTEMPTED, "kubeconfig alone"));
        return new ClusterReport(
                healthy.scanId(),
                healthy.simulated(),
                target,
                healthy.kubernetesVersion(),
                healthy.results(),
                healthy.verdict(),
                healthy.reached(),
                healthy.reads(),
                healthy.observedAt(),
                healthy.duration());
    }

    /** The summary of a scan in which something is missing. */
    public static ScanSummary partialScan(Map<Health, Integer> health, int findings) {
        int clusters = health.values().stream().mapToInt(Integer::intValue).sum();
        return new ScanSummary(
                "scan-1",
                "command line",
                true,
                Map.of("clusters", String.valueOf(clusters)),
                OBSERVED.minusSeconds(12),
                OBSERVED.plusMillis(400),
                ScanOutcome.PARTIAL,
                clusters,
                clusters,
                1,
                health,
                findings,
                List.of(new ScanSummary.Missing(
                        "subscription 22222222-2222-2222-2222-222222222222",
                        "not permitted: the query was refused with 403")),
                new TreeMap<>(Map.of("resource graph", new ScanSummary.Calls(5, 1, Duration.ofMillis(1500)))),
                "0.1.0");
    }

    private static ClusterIdentity identity(String name) {
        return ClusterIdentity.of(SUBSCRIPTION, "rg-stores", name, "West Europe");
    }

    private static ConnectedCluster resource(ClusterIdentity identity) {
        return new ConnectedCluster(
                identity,
                "Stores",
                null,
                Map.of("region", "emea"),
                "k3s",
                "generic",
                "1.32.1",
                "1.36.1",
                3,
                12,
                ConnectivityStatus.CONNECTED,
                "connected",
                OBSERVED.minusSeconds(60),
                EXPIRES,
                "Succeeded",
                false,
                null,
                ConnectedCluster.Features.none(),
                ConnectedCluster.AgentProfile.empty(),
                true);
    }
}
