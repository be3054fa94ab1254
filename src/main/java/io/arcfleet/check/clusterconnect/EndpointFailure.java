package io.arcfleet.check.clusterconnect;

import io.arcfleet.check.LogEvidence;
import io.arcfleet.check.LogEvidence.Found;
import io.arcfleet.check.LogEvidence.Line;
import io.arcfleet.check.Phrases;
import io.arcfleet.finding.Issue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of an agent's log in which a connection to a host fails.
 *
 * @param endpoint what the pattern's group caught, lower case: the host or the domain it is in
 */
record EndpointFailure(String endpoint, Found found) {

    private static final List<String> NO_CONNECTION = List.of(
            "endpoint-timed-out",
            "endpoint-refused",
            "endpoint-unroutable",
            "dns-name-not-resolved",
            "proxy-refused-connect");

    /**
     * The failing lines that name a host of {@code hosts}, in the order of the logs. Line by line, because a signature is
     * found once in a text, and there perhaps with another host.
     *
     * @param hosts its first group is the endpoint
     * @param signatures those that count beside the failures of any connection
     */
    static List<EndpointFailure> in(LogEvidence logs, Pattern hosts, String... signatures) {
        String[] all =
                Stream.concat(Stream.of(signatures), NO_CONNECTION.stream()).toArray(String[]::new);
        return logs.perLine(all).stream()
                .flatMap(line -> in(line, hosts).stream())
                .toList();
    }

    private static Optional<EndpointFailure> in(Line line, Pattern hosts) {
        Matcher host = hosts.matcher(line.text());
        return host.find()
                ? Optional.of(new EndpointFailure(
                        host.group(1).toLowerCase(Locale.ROOT), line.found().getFirst()))
                : Optional.empty();
    }

    /**
     * One issue for failures of one endpoint, quoting the first.
     *
     * @param what the beginning of the message
     */
    static Issue issue(String subject, String what, List<EndpointFailure> failures) {
        Found first = failures.getFirst().found();
        return issue(subject, what, first).with("times", Integer.toString(failures.size()));
    }

    /** The issue that a line of a log makes. */
    static Issue issue(String subject, String what, Found found) {
        return Issue.of(subject, what + ": " + Phrases.quote(found.match().line()) + ".")
                .with("fault", found.match().signature().id())
                .with("workload", found.workload())
                .with("container", found.container());
    }
}
