package io.arcfleet.local;

import io.arcfleet.access.Kubeconfig;
import io.arcfleet.access.KubeconfigAccess;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.fleet.GrantedActions;
import io.arcfleet.fleet.InventoryException;
import io.arcfleet.fleet.PermissionInventory;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what the scanner may not do in clusters and subscriptions, and should. */
final class PermissionsCheck implements ScanExecution {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final Map<String, String> environment;
    private final Clock clock;

    PermissionsCheck(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public ExitStatus run(ScanRequest request, PrintStream out, PrintStream err) {
        return switch (request.target()) {
            case ScanRequest.Simulated simulated ->
                throw new IllegalArgumentException("a simulated fleet has no permissions to check");
            case ScanRequest.KubeconfigOnly(ScanRequest.Kubeconfig kubeconfig) -> clusters(kubeconfig, out, err);
            case ScanRequest.Azure azure -> {
                Optional<ExitStatus> clusters = azure.kubeconfig().map(kubeconfig -> clusters(kubeconfig, out, err));
                ExitStatus subscriptions = subscriptions(request, azure.subscriptions(), out, err);
                yield clusters.map(status -> worse(status, subscriptions)).orElse(subscriptions);
            }
        };
    }

    private ExitStatus clusters(ScanRequest.Kubeconfig named, PrintStream out, PrintStream err) {
        Kubeconfig kubeconfig = Kubeconfig.load(named.file());
        List<String> contexts = named.contexts().isEmpty() ? kubeconfig.contexts() : named.contexts();
        try (KubeconfigAccess access =
                new KubeconfigAccess(kubeconfig, cluster -> Optional.empty(), new CallReceipts(), clock)) {
            ExitStatus worst = ExitStatus.DONE;
            for (ContextPermissions context : ContextPermissions.ask(access, contexts, clock)) {
                worst = worse(worst, context.print(out, err));
            }
            return worst;
        }
    }

    private ExitStatus subscriptions(
            ScanRequest request, List<String> subscriptions, PrintStream out, PrintStream err) {
        ScanSources sources = new ScanSources(environment, new CallReceipts(), clock);
        PermissionInventory inventory = new PermissionInventory(sources.connect(request), clock);
        try {
            ExitStatus worst = ExitStatus.DONE;
            for (Map.Entry<String, Observation<GrantedActions>> granted :
                    inventory.read(subscriptions, clock.instant().plus(TIMEOUT)).entrySet()) {
                worst = worse(worst, subscription(granted.getKey(), granted.getValue(), out, err));
            }
            return worst;
        } catch (InventoryException e) {
            err.println(e.getMessage());
            return ExitStatus.INCOMPLETE;
        }
    }

    private static ExitStatus subscription(
            String subscription, Observation<GrantedActions> granted, PrintStream out, PrintStream err) {
        return switch (granted) {
            case Unavailable<GrantedActions> unknown -> {
                err.println("Subscription " + subscription + ": it could not be found out what is allowed there ("
                        + unknown.reason().word() + "): " + unknown.detail());
                yield ExitStatus.INCOMPLETE;
            }
            case Observed<GrantedActions>(GrantedActions actions) -> {
                List<String> missing = AccessFiles.actions().stream()
                        .filter(action -> !actions.allow(action))
                        .toList();
                if (missing.isEmpty()) {
                    out.println("Subscription " + subscription + ": nothing is missing.");
                    yield ExitStatus.DONE;
                }
                out.println("Subscription " + subscription + ": " + Count.of(missing.size(), "action")
                        + " missing in the roles of the signed-in identity:");
                out.println("    \"" + String.join("\",\n    \"", missing) + "\"");
                yield ExitStatus.MISSING_PERMISSIONS;
            }
        };
    }

    /** Not to know weighs more than to know that something is missing. */
    private static ExitStatus worse(ExitStatus one, ExitStatus other) {
        return one.code() >= other.code() ? one : other;
    }
}
