package io.arcfleet.local;

import io.arcfleet.access.Kubeconfig;
import io.arcfleet.access.KubeconfigException;
import io.arcfleet.arm.Credentials;
import io.arcfleet.config.CloudFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Examines what a request names: kubeconfig, cloud, token variable, faults. */
final class LocalChecks implements ScanChecks {

    private final Map<String, String> environment;

    LocalChecks(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<String> problems(ScanRequest request) {
        List<String> problems = new ArrayList<>();
        switch (request.target()) {
            case ScanRequest.Simulated simulated ->
                FaultNames.problem(simulated.faults()).ifPresent(problems::add);
            case ScanRequest.KubeconfigOnly(ScanRequest.Kubeconfig kubeconfig) -> kubeconfig(kubeconfig, problems);
            case ScanRequest.Azure azure -> azure.kubeconfig().ifPresent(named -> kubeconfig(named, problems));
        }
        cloud(request, problems);
        return problems;
    }

    private static void kubeconfig(ScanRequest.Kubeconfig named, List<String> problems) {
        try {
            Kubeconfig kubeconfig = Kubeconfig.load(named.file());
            named.contexts().stream()
                    .filter(context -> !kubeconfig.contexts().contains(context))
                    .map(context -> "--context " + context + ": the kubeconfig " + named.file()
                            + " has no such context; it has " + String.join(", ", kubeconfig.contexts()))
                    .forEach(problems::add);
        } catch (KubeconfigException e) {
            e.problems().forEach(problem -> problems.add("--kubeconfig " + named.file() + ": " + problem));
        }
    }

    /** The credential is needed only where Azure is asked. */
    private void cloud(ScanRequest request, List<String> problems) {
        try {
            var cloud = ScanSources.cloud(request);
            if (request.target() instanceof ScanRequest.Azure
                    || request.ingestion().isPresent()) {
                Credentials.forCloud(cloud, environment);
            }
        } catch (CloudFileException e) {
            e.problems().forEach(problem -> problems.add("--cloud " + request.cloud() + ": " + problem));
        } catch (IllegalArgumentException e) {
            problems.add("--cloud " + request.cloud() + ": " + e.getMessage());
        }
    }
}
