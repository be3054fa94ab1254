package io.arcfleet.local;

import io.arcfleet.access.ClusterTunnel;
import io.arcfleet.access.KubeconfigAccess;
import io.arcfleet.check.clusterconnect.ReadRule;
import io.arcfleet.collect.PermissionReader;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Permissions;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be read in the cluster of a context.
 *
 * @param missing the rules that are not granted, or why that is not known
 */
record ContextPermissions(String context, Observation<Missing> missing) {

    private static final int AT_ONCE = 32;
    private static final Duration CONTEXT_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration REVIEW_TIMEOUT = Duration.ofSeconds(10);
    private static final String AGENTS = "azure-arc";

    /**
     * Rules that no review names.
     *
     * @param certain whether that means that they are not granted: not where an authorizer could not list its rules
     */
    record Missing(List<ReadRule> rules, boolean certain) {

        Missing {
            rules = List.copyOf(rules);
        }
    }

    /** Asks every context, some at a time; the answers in the order of {@code contexts}. */
    static List<ContextPermissions> ask(KubeconfigAccess access, List<String> contexts, Clock clock) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<ContextPermissions>> asked = contexts.stream()
                    .map(context -> threads.submit(() -> new ContextPermissions(
                            context, missing(access, context, clock.instant().plus(CONTEXT_TIMEOUT)))))
                    .toList();
            List<ContextPermissions> answers = new ArrayList<>();
            for (Future<ContextPermissions> answer : asked) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clusters were asked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking a cluster failed: " + e.getCause(), e);
        }
    }

    private static Observation<Missing> missing(KubeconfigAccess access, String context, Instant deadline) {
        return access.openContext(context, deadline).flatMap(tunnel -> {
            try (ClusterTunnel open = tunnel) {
                return missing(open);
            }
        });
    }

    /** A review of any namespace has the rules of cluster roles too. */
    private static Observation<Missing> missing(ClusterTunnel tunnel) {
        PermissionReader reader = new PermissionReader();
        Map<String, List<ReadRule>> byNamespace = ReadRule.ALL.stream()
                .collect(Collectors.groupingBy(
                        rule -> rule.namespace().isEmpty() ? AGENTS : rule.namespace(),
                        TreeMap::new,
                        Collectors.toList()));
        Observation<Missing> all = Observation.of(new Missing(List.of(), true));
        for (Map.Entry<String, List<ReadRule>> namespace : byNamespace.entrySet()) {
            all = Observation.both(
                    all,
                    reader.read(tunnel, namespace.getKey(), REVIEW_TIMEOUT),
                    (sofar, permissions) -> plus(sofar, namespace.getValue(), permissions));
        }
        return all;
    }

    private static Missing plus(Missing sofar, List<ReadRule> rules, Permissions permissions) {
        return new Missing(
                Stream.concat(sofar.rules().stream(), rules.stream().filter(rule -> !rule.isIn(permissions)))
                        .toList(),
                sofar.certain() && !permissions.incomplete());
    }

    /** Prints what is missing, or why that is not known. */
    ExitStatus print(PrintStream out, PrintStream err) {
        return switch (missing) {
            case Unavailable<Missing> unknown -> {
                err.println("Context " + context + ": it could not be found out what may be read there ("
                        + unknown.reason().word() + "): " + unknown.detail());
                yield ExitStatus.INCOMPLETE;
            }
            case Observed<Missing>(Missing found) -> print(found, out);
        };
    }

    private ExitStatus print(Missing found, PrintStream out) {
        List<AccessManifest> absent = Arrays.stream(AccessManifest.values())
                .filter(part -> !part.rules().isEmpty() && found.rules().containsAll(part.rules()))
                .toList();
        List<ReadRule> needed = found.rules().stream()
                .filter(rule -> isNeeded(AccessManifest.of(rule), absent))
                .toList();
        ExitStatus status = ExitStatus.DONE;
        if (needed.isEmpty()) {
            out.println("Context " + context + ": nothing is missing.");
        } else if (found.certain()) {
            out.println("Context " + context + ": " + Count.of(needed.size(), "rule") + " missing. `kubectl apply -k"
                    + " infra/cluster-access` grants them, or add:");
            status = ExitStatus.MISSING_PERMISSIONS;
        } else {
            out.println("Context " + context + ": the API server could not list every rule, because something beside"
                    + " Kubernetes RBAC decides too. Not among those that it listed:");
            status = ExitStatus.INCOMPLETE;
        }
        ReadRule.yaml(needed).lines().map(line -> "    " + line).forEach(out::println);
        absent.stream()
                .filter(AccessManifest::isOptional)
                .forEach(part -> out.println("  Not granted either, and only for " + part.purpose()
                        + ": infra/cluster-access/" + part.folder()));
        return status;
    }

    /** The Helm release is in one of two namespaces; a part that is granted in part is wanted whole. */
    private static boolean isNeeded(AccessManifest part, List<AccessManifest> absent) {
        return switch (part) {
            case HELM_RELEASE -> absent.contains(AccessManifest.HELM_RELEASE_DEFAULT);
            case HELM_RELEASE_DEFAULT -> false;
            case BASE -> true;
            case FLUX, WORKLOAD_IDENTITY, OPENSHIFT, TOKEN -> !absent.contains(part);
        };
    }
}
