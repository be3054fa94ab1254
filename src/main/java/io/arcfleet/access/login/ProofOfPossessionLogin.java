package io.arcfleet.access.login;

import io.arcfleet.access.ClusterLogin;
import io.arcfleet.access.ClusterProxy;
import io.arcfleet.access.login.EntraTokens.BoundToken;
import io.arcfleet.access.login.ProxyIdentity.Handover;
import io.arcfleet.access.login.SharedAnswers.Lasting;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.config.Memo;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signs in to clusters as a service principal: the proxy gets a token that is bound to its own key, and shows it to every
 * cluster. Once for each start of the proxy, and again five minutes before the token ends.
 *
 * <p>Tried against a server on loopback that answers as the CLI extension {@code connectedk8s} expects it; that clusters let
 * the token in is not tried, because it takes Azure to do so.
 */
public final class ProofOfPossessionLogin implements ClusterLogin {

    private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);

    private final EntraTokens tokens;
    private final String tenantId;
    private final Clock clock;
    private final Supplier<ProxyIdentity> identity;
    private final SharedAnswers<Long, Handover> answers;

    /** Tokens of this service principal; {@code tenantId} is its tenant. */
    public ProofOfPossessionLogin(EntraTokens tokens, String tenantId, CallReceipts receipts, Clock clock) {
        this.tokens = tokens;
        this.tenantId = tenantId;
        this.clock = clock;
        this.identity = new Memo<>(() -> new ProxyIdentity(receipts));
        this.answers = new SharedAnswers<>(clock);
    }

    @Override
    public String authenticationMethod() {
        return "AAD";
    }

    @Override
    public Observation<Optional<String>> ready(ClusterTarget target, ClusterProxy.Endpoint endpoint, Instant deadline) {
        return answers.get(endpoint.generation(), deadline, () -> signIn(endpoint.api(), deadline))
                .map(taken -> Optional.empty());
    }

    private Observation<Lasting<Handover>> signIn(URI api, Instant deadline) {
        return attempt(api, deadline).flatMap(first -> switch (first.value()) {
            case TAKEN -> Observation.of(first);
            case KEY_EXPIRED ->
                attempt(api, deadline).flatMap(second -> switch (second.value()) {
                    case TAKEN -> Observation.of(second);
                    case KEY_EXPIRED ->
                        Observation.unavailable(
                                Reason.UNREACHABLE, "the proxy said of two keys of its own that they are expired");
                });
        });
    }

    private Observation<Lasting<Handover>> attempt(URI api, Instant deadline) {
        return identity.get()
                .publicKey(api, left(deadline))
                .flatMap(kid -> tokens.tokenFor(kid, deadline).flatMap(token -> handOver(api, token, kid, deadline)));
    }

    private Observation<Lasting<Handover>> handOver(URI api, BoundToken token, String kid, Instant deadline) {
        return identity.get()
                .handOver(api, token, tenantId, kid, left(deadline))
                .map(said -> new Lasting<>(said, token.expires().minus(RENEWED_BEFORE)));
    }

    private Duration left(Instant deadline) {
        return Duration.between(clock.instant(), deadline);
    }
}
