package io.arcfleet.access;

import io.arcfleet.snapshot.AccessFault;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the way into a cluster, by the words of an answer. The words of the service and of arcProxy that are
 * published are few ("Troubleshoot platform issues for Azure Arc-enabled Kubernetes clusters", the tests of the CLI
 * extension connectedk8s); the others are inferred and marked so. No pattern can go back over what it took.
 */
final class FaultWords {

    private static final List<Rule> OF_ANYBODY = List.of(
            new Rule(AccessFault.NO_AGENT_CONNECTED, "no agent is connected in the target arc resource"),
            new Rule(AccessFault.OVERAGE_CLAIM, "overage claim"),
            // Inferred: the documentation names the feature, not the words of a refusal.
            new Rule(
                    AccessFault.CLUSTER_CONNECT_DISABLED,
                    "cluster[- ]?connect(?: feature)? (?:is|was|has been) (?:disabled|not enabled)"),
            new Rule(AccessFault.TOKEN_AUDIENCE, "is not a supported (?:msi )?token audience"),
            new Rule(AccessFault.TOKEN_AUDIENCE, "failed to connect to msi"),
            // Inferred: validators of tokens on the way say it like this.
            new Rule(AccessFault.TOKEN_AUDIENCE, "invalid audience|audience is invalid"),
            // Inferred: the relay's close reason 1008 is "token expired", and its error code ExpiredToken.
            new Rule(AccessFault.TOKEN_EXPIRED, "token (?:is |has |was )?expired|expired ?token"));

    /** These count only where no API server speaks: one that does not reach a webhook or a kubelet prints them too. */
    private static final List<Rule> OF_PROXIES = List.of(
            // Inferred: the proxy is written in Go, whose libraries print these.
            new Rule(AccessFault.TLS, "x509: "),
            new Rule(AccessFault.WEBSOCKET_REFUSED, "websocket: bad handshake"),
            new Rule(AccessFault.WEBSOCKET_REFUSED, "websocket", "refused|forbidden|not allowed|upgrade"),
            new Rule(
                    AccessFault.RELAY_BLOCKED,
                    "\\.servicebus\\.",
                    "\\bdial\\b|\\blookup\\b|no such host|timed? ?out|timeout|no route|unreachable|deadline exceeded"
                            + "|connection (?:refused|reset)"));

    private FaultWords() {}

    /**
     * The fault that these words tell, or null.
     *
     * @param ofApiServer whether a Kubernetes API server said them
     */
    static @Nullable AccessFault of(String words, boolean ofApiServer) {
        String text = words.toLowerCase(Locale.ROOT);
        AccessFault fault = first(OF_ANYBODY, text);
        return fault != null || ofApiServer ? fault : first(OF_PROXIES, text);
    }

    private static @Nullable AccessFault first(List<Rule> rules, String text) {
        for (Rule rule : rules) {
            if (rule.words.stream().allMatch(words -> words.matcher(text).find())) {
                return rule.fault;
            }
        }
        return null;
    }

    /** All of {@code words} must be there. */
    private record Rule(AccessFault fault, List<Pattern> words) {

        private Rule(AccessFault fault, String... words) {
            this(fault, List.of(words).stream().map(Pattern::compile).toList());
        }
    }
}
