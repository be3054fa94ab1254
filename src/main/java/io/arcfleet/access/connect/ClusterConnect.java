package io.arcfleet.access.connect;

import io.arcfleet.access.ClusterAccess;
import io.arcfleet.access.ClusterTokens;
import io.arcfleet.access.ProxyAccess;
import io.arcfleet.access.TokenFiles;
import io.arcfleet.arm.AzureConnection;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.config.AccessSettings;
import io.arcfleet.config.Cloud;
import java.net.URI;
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
                azure.client(), address(settings.proxy()), tokens(settings.login()), cloud, receipts, clock);
    }

    private static URI address(AccessSettings.ProxySource source) {
        return switch (source) {
            case AccessSettings.RunningProxy running -> running.address();
            case AccessSettings.ManagedProxy managed ->
                throw new IllegalArgumentException("not joined yet: " + managed.binary());
        };
    }

    private static ClusterTokens tokens(AccessSettings.Login login) {
        return switch (login) {
            case AccessSettings.TokenFile files -> new TokenFiles(files.pattern());
            case AccessSettings.KeyVault vault ->
                throw new IllegalArgumentException("not joined yet: " + vault.vault());
            case AccessSettings.ServicePrincipal principal ->
                throw new IllegalArgumentException("not joined yet: " + principal.clientId());
        };
    }
}
