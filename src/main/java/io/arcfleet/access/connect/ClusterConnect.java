package io.arcfleet.access.connect;

import io.arcfleet.access.ClusterAccess;
import io.arcfleet.access.ClusterLogin;
import io.arcfleet.access.ClusterProxy;
import io.arcfleet.access.ProxyAccess;
import io.arcfleet.access.RunningProxy;
import io.arcfleet.access.ServiceAccountLogin;
import io.arcfleet.access.TokenFiles;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.arm.CredentialGovernor;
import io.arcfleet.config.AccessSettings;
import io.arcfleet.config.Cloud;
import java.time.Clock;

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
                proxy(settings.proxy()),
                login(settings.login()),
                new CredentialGovernor(settings.rate(), receipts, clock),
                cloud,
                receipts,
                clock);
    }

    private static ClusterProxy proxy(AccessSettings.ProxySource source) {
        return switch (source) {
            case AccessSettings.RunningProxy running -> new RunningProxy(running.address());
            case AccessSettings.ManagedProxy managed ->
                throw new IllegalArgumentException("not joined yet: " + managed.binary());
        };
    }

    private static ClusterLogin login(AccessSettings.Login login) {
        return switch (login) {
            case AccessSettings.TokenFile files -> new ServiceAccountLogin(new TokenFiles(files.pattern()));
            case AccessSettings.KeyVault vault ->
                throw new IllegalArgumentException("not joined yet: " + vault.vault());
            case AccessSettings.ServicePrincipal principal ->
                throw new IllegalArgumentException("not joined yet: " + principal.clientId());
        };
    }
}
