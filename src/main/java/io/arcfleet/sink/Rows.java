package io.arcfleet.sink;

import io.arcfleet.finding.CheckResult;
import io.arcfleet.finding.Finding;
import io.arcfleet.finding.Health;
import io.arcfleet.finding.RootCause;
import io.arcfleet.finding.ScanSummary;
import io.arcfleet.finding.TrackedFinding;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what a scan says into the rows that are kept: the one mapping for Log Analytics and for files. */
public final class Rows {
    /** Version of the columns: grows when columns are added. */
    public static final int SCHEMA_VERSION = 1;

    private static final String CHECK_AT_FAULT = "check at fault";

    private Rows() {}

    /** One row per finding of the scan, in the order of the catalogue, then those that are resolved or unknown now. */
    public static List<FindingRow> findings(ClusterReport report) {
        return report.tracked().stream().map(tracked -> row(report, tracked)).toList();
    }

    /** The row of the cluster. */
    public static ClusterRow cluster(ClusterReport report) {
        ClusterIdentity identity = report.target().identity();
        @Nullable
        ConnectedCluster azure = report.target().azure().resource().seen().orElse(null);
        List<ClusterRow.Silence> silences =
                report.results().stream().flatMap(Rows::silence).toList();
        @Nullable Instant expires = azure == null ? null : azure.certificateExpires();
        return new ClusterRow(
                report.observedAt(),
                report.scanId(),
                SCHEMA_VERSION,
                report.simulated(),
                identity.id(),
                identity.name(),
                identity.subscriptionId(),
                azure == null ? null : azure.subscriptionName(),
                identity.resourceGroup(),
                identity.location(),
                azure == null ? null : azure.kind(),
                azure == null ? null : azure.tags(),
                azure == null ? null : azure.distribution(),
                azure == null ? null : azure.infrastructure(),
                kubernetesVersion(report, azure),
                azure == null ? null : azure.agentVersion(),
                azure == null ? null : azure.nodeCount(),
                azure == null ? null : azure.coreCount(),
                azure == null ? null : status(azure),
                azure == null ? null : azure.lastConnectivity(),
                expires,
                expires,
                report.verdict().health().word(),
                report.verdict().rootCauses().stream().map(Rows::cause).toList(),
                report.reached().seen().isPresent(),
                report.reached().failure().map(Rows::words).orElse(null),
                count(report, CheckResult.Passed.class),
                count(report, CheckResult.Failed.class),
                silences.size(),
                silences,
                report.reads().stream()
                        .map(read ->
                                new ClusterRow.Read(read.read(), read.duration().toMillis(), read.outcome()))
                        .toList(),
                report.duration().toMillis());
    }

    /** The row of the whole scan. */
    public static ScanRow scan(ScanSummary summary) {
        SortedMap<String, ScanRow.Receipt> calls = new TreeMap<>();
        summary.calls()
                .forEach((service, receipt) -> calls.put(
                        service,
                        new ScanRow.Receipt(
                                receipt.calls(),
                                receipt.throttles(),
                                receipt.waited().toMillis())));
        return new ScanRow(
                summary.endedAt(),
                summary.scanId(),
                SCHEMA_VERSION,
                summary.simulated(),
                summary.trigger(),
                summary.scope(),
                summary.startedAt(),
                summary.endedAt(),
                summary.outcome().word(),
                summary.clustersFound(),
                summary.clustersScanned(),
                summary.clustersUnreached(),
                summary.count(Health.HEALTHY),
                summary.count(Health.DEGRADED),
                summary.count(Health.BROKEN),
                summary.count(Health.UNKNOWN),
                summary.findings(),
                summary.missing().stream()
                        .map(gap -> new ScanRow.Gap(gap.what(), gap.why()))
                        .toList(),
                calls,
                summary.productVersion());
    }

    private static FindingRow row(ClusterReport report, TrackedFinding tracked) {
        ClusterIdentity identity = report.target().identity();
        Finding finding = tracked.finding();
        return new FindingRow(
                report.observedAt(),
                report.scanId(),
                SCHEMA_VERSION,
                report.simulated(),
                finding.id(),
                finding.checkId(),
                finding.title(),
                finding.area().word(),
                finding.severity().word(),
                tracked.state().word(),
                tracked.rootCause(),
                tracked.explainedBy(),
                null,
                null,
                finding.clusterId(),
                identity.name(),
                identity.subscriptionId(),
                identity.resourceGroup(),
                identity.location(),
                finding.issue().subject(),
                finding.issue().message(),
                evidence(tracked),
                finding.remedy(),
                finding.reference(),
                tracked.firstSeen());
    }

    /** Of a finding that was not found now, first why its row says so. */
    private static Map<String, String> evidence(TrackedFinding tracked) {
        Map<String, String> found = tracked.finding().issue().evidence();
        if (tracked.stateReason() == null) {
            return found;
        }
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("stateReason", tracked.stateReason());
        evidence.put("lastSeen", tracked.finding().observedAt().toString());
        evidence.putAll(found);
        return evidence;
    }

    private static ClusterRow.Cause cause(RootCause cause) {
        Finding finding = cause.finding();
        return new ClusterRow.Cause(
                finding.id(),
                finding.checkId(),
                finding.severity().word(),
                cause.sentence(),
                cause.isCertain(),
                cause.explains().size());
    }

    private static Stream<ClusterRow.Silence> silence(CheckResult result) {
        return switch (result) {
            case CheckResult.Passed passed -> Stream.empty();
            case CheckResult.Failed failed -> Stream.empty();
            case CheckResult.NotEvaluated silent ->
                Stream.of(new ClusterRow.Silence(silent.checkId(), silent.reason()));
            case CheckResult.Errored errored -> Stream.of(new ClusterRow.Silence(errored.checkId(), CHECK_AT_FAULT));
        };
    }

    private static int count(ClusterReport report, Class<? extends CheckResult> kind) {
        return (int) report.results().stream().filter(kind::isInstance).count();
    }

    private static @Nullable String kubernetesVersion(ClusterReport report, @Nullable ConnectedCluster azure) {
        if (report.kubernetesVersion() != null) {
            return report.kubernetesVersion();
        }
        return azure == null ? null : azure.kubernetesVersion();
    }

    /** The known statuses in one spelling, so that queries can compare; a word of the future as the API wrote it. */
    private static @Nullable String status(ConnectedCluster azure) {
        return switch (azure.connectivityStatus()) {
            case CONNECTING -> "Connecting";
            case CONNECTED -> "Connected";
            case OFFLINE -> "Offline";
            case EXPIRED -> "Expired";
            case AGENT_NOT_INSTALLED -> "AgentNotInstalled";
            case OTHER -> azure.connectivityWord();
        };
    }

    private static String words(Unavailable<?> failure) {
        return failure.reason().word() + ": " + failure.detail();
    }
}
