package io.arcfleet.access.connect;

import io.arcfleet.access.ClusterAccess;
import io.arcfleet.access.ClusterLogin;
import io.arcfleet.access.ClusterProxy;
import io.arcfleet.access.ProxyAccess;
import io.arcfleet.access.RunningProxy;
import io.arcfleet.access.ServiceAccountLogin;
import io.arcfleet.access.TokenFiles;
import io.arcfleet.access.login.KeyVaultTokens;
import io.arcfleet.access.login.ProofOfPossessionLogin;
import io.arcfleet.access.login.ServicePrincipalTokens;
import io.arcfleet.access.proxy.ManagedProxy;
import io.arcfleet.access.proxy.ProxyProgram;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.arm.CredentialGovernor;
import io.arcfleet.config.AccessSettings;
import io.arcfleet.config.Cloud;
import java.time.Clock;
import java.util.Optional;

/** Cluster connect as the settings say. */
public final class ClusterConnect {

    private ClusterConnect() {}

    /** Joins the parts; nothing is started or asked before the first cluster. */
    public static ClusterAccess open(
            AccessSettings.ClusterConnect settings,
            AzureConnection azure,
            Cloud cloud,
            CallReceipts receipts,
            Clock clock) {
        return new ProxyAccess(
                azure.client(),
                proxy(settings, cloud, clock),
                login(settings.login(), azure, cloud, receipts, clock),
                new CredentialGovernor(settings.rate(), receipts, clock),
                cloud,
                receipts,
                clock);
    }

    private static ClusterProxy proxy(AccessSettings.ClusterConnect settings, Cloud cloud, Clock clock) {
        return switch (settings.proxy()) {
            case AccessSettings.RunningProxy running -> new RunningProxy(running.address());
            case AccessSettings.ManagedProxy managed ->
                new ManagedProxy(ProxyProgram.of(managed.binary(), cloud, identity(settings.login())), clock);
        };
    }

    /** Older builds of the Azure CLI tell the proxy of no identity when a service account has the token. */
    private static Optional<ProxyProgram.Identity> identity(AccessSettings.Login login) {
        return login instanceof AccessSettings.ServicePrincipal principal
                ? Optional.of(new ProxyProgram.Identity(principal.tenantId(), principal.clientId()))
                : Optional.empty();
    }

    private static ClusterLogin login(
            AccessSettings.Login login, AzureConnection azure, Cloud cloud, CallReceipts receipts, Clock clock) {
        return switch (login) {
            case AccessSettings.TokenFile files -> new ServiceAccountLogin(new TokenFiles(files.pattern()));
            case AccessSettings.KeyVault vault -> new ServiceAccountLogin(new KeyVaultTokens(vault, azure, clock));
            case AccessSettings.ServicePrincipal principal ->
                new ProofOfPossessionLogin(
                        new ServicePrincipalTokens(principal, cloud, azure, clock),
                        principal.tenantId(),
                        receipts,
                        clock);
        };
    }
}
