package io.arcfleet.access;

import io.arcfleet.access.ClusterProxy.Endpoint;
import io.arcfleet.arm.ArmClient;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.arm.CredentialGovernor;
import io.arcfleet.config.Cloud;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.ClusterIdentity;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Observation.Observed;
import io.arcfleet.snapshot.Observation.Unavailable;
import io.arcfleet.snapshot.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cluster connect through a proxy (Microsoft's arcProxy) on this machine: Azure Resource Manager gives the coordinates of
 * the relay, the proxy takes them and answers with the address of the cluster on itself.
 */
public final class ProxyAccess implements ClusterAccess {

    private final ClusterProxy proxy;
    private final ClusterLogin login;
    private final CallReceipts receipts;
    private final Clock clock;
    private final RelayCredentials credentials;
    private final Registrations registrations;

    /**
     * Over a proxy, which it closes in the end.
     *
     * @param governor says when a credential may be asked for
     * @param cloud the relays must be of it; of a control address with https its certificates are trusted, or the
     *     platform's when it has none
     */
    public ProxyAccess(
            ArmClient arm,
            ClusterProxy proxy,
            ClusterLogin login,
            CredentialGovernor governor,
            Cloud cloud,
            CallReceipts receipts,
            Clock clock) {
        this.proxy = proxy;
        this.login = login;
        this.receipts = receipts;
        this.clock = clock;
        this.credentials = new RelayCredentials(arm, governor, login.authenticationMethod(), cloud, clock);
        this.registrations = new Registrations(cloud, receipts, clock);
    }

    @Override
    public Observation<ClusterTunnel> open(ClusterTarget target, Instant deadline) {
        ClusterIdentity identity = target.identity();
        if (identity.subscriptionId() == null || identity.resourceGroup() == null) {
            return Observation.unavailable(
                    Reason.NOT_ATTEMPTED, "cluster connect needs a resource ID, which is not known of this cluster");
        }
        if (target.azure()
                .resource()
                .seen()
                .filter(ConnectedCluster::privateLink)
                .isPresent()) {
            return Observation.unavailable(
                    AccessFault.PRIVATE_LINK, "cluster connect is not supported with private link");
        }
        return proxy.endpoint(deadline)
                .flatMap(endpoint -> connected(target, endpoint, deadline))
                .map(registration -> new ConnectedTunnel(registration, new TargetRoute(target), receipts, clock));
    }

    @Override
    public void close() {
        credentials.clear();
        registrations.close();
        proxy.close();
    }

    private Observation<Registration> connected(ClusterTarget target, Endpoint endpoint, Instant deadline) {
        return switch (registered(target, endpoint, deadline)) {
            case Observed<Registration> observed -> observed;
            case Unavailable<Registration> failure
            when ConnectedTunnel.isLost(failure) -> afterRestart(target, endpoint.generation(), failure, deadline);
            case Unavailable<Registration> failure -> failure;
        };
    }

    /** The way through a newer proxy than that of {@code generation}; {@code failure} when there is none. */
    private Observation<Registration> afterRestart(
            ClusterTarget target, long generation, Unavailable<?> failure, Instant deadline) {
        // Also when it says that it is the same: a proxy of somebody else may have been started again unnoticed.
        registrations.forget(target);
        return switch (proxy.endpoint(deadline)) {
            case Observed<Endpoint>(Endpoint endpoint) ->
                endpoint.generation() > generation ? registered(target, endpoint, deadline) : failure.cast();
            // Why it did not come up again says more than that it is gone.
            case Unavailable<Endpoint> unavailable -> unavailable.fault() == null ? failure.cast() : unavailable.cast();
        };
    }

    private Observation<Registration> registered(ClusterTarget target, Endpoint endpoint, Instant deadline) {
        return login.ready(target, endpoint, deadline)
                .flatMap(token -> registered(target, endpoint, token.orElse(null), deadline));
    }

    private Observation<Registration> registered(
            ClusterTarget target, Endpoint endpoint, @Nullable String token, Instant deadline) {
        Optional<Registration> known = registrations.kept(target, endpoint, token);
        if (known.isPresent()) {
            return Observation.of(known.get());
        }
        boolean asked = credentials.kept(target).isEmpty();
        Observation<Registration> first = register(target, endpoint, token, deadline);
        boolean refused = first.failure().filter(ProxyAccess::isRefusal).isPresent();
        if (!refused) {
            return first;
        }
        credentials.forget(target);
        return asked ? first : register(target, endpoint, token, deadline);
    }

    private Observation<Registration> register(
            ClusterTarget target, Endpoint endpoint, @Nullable String token, Instant deadline) {
        return credentials.of(target, deadline).flatMap(credential -> {
            Observation<Registration> answer = registrations.register(target, endpoint, credential, token, deadline);
            if (answer.failure().filter(ConnectedTunnel::isLate).isPresent()) {
                proxy.unanswered(endpoint.generation());
            }
            return answer;
        });
    }

    /** Whether the credential itself may be what the proxy did not take, so that a kept one is worth another try. */
    private static boolean isRefusal(Unavailable<?> failure) {
        return failure.fault() == AccessFault.TOKEN_EXPIRED
                || (failure.fault() == null && failure.reason() != Reason.TIMED_OUT);
    }

    /** The way to one cluster. */
    private final class TargetRoute implements ConnectedTunnel.Route {

        private final ClusterTarget target;

        private TargetRoute(ClusterTarget target) {
            this.target = target;
        }

        @Override
        public Observation<Registration> again(Registration lost, Unavailable<?> failure, Instant deadline) {
            return afterRestart(target, lost.generation(), failure, deadline);
        }

        @Override
        public void unanswered(Registration late) {
            proxy.unanswered(late.generation());
        }

        @Override
        public void forget() {
            credentials.forget(target);
            registrations.forget(target);
        }
    }
}
