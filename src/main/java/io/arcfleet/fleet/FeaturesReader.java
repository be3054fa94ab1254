package io.arcfleet.fleet;

import io.arcfleet.snapshot.ConnectedCluster.Features;
import io.arcfleet.snapshot.ProxyAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what is switched on for a connected cluster. */
final class FeaturesReader {

    /** Settings whose value is a secret whatever it looks like. */
    private static final Pattern SECRET = Pattern.compile("(?i)passw|pwd|secret|token|credential|user");

    private FeaturesReader() {}

    /**
     * Reads the properties of a cluster.
     *
     * @param fallback for what they do not tell of: API version 2024-01-01 knows Azure RBAC only
     */
    static Features read(Fields properties, Features fallback) {
        return new Features(
                isOn(properties.object("aadProfile"), "enableAzureRBAC", fallback.azureRbac()),
                isOn(
                        properties.object("securityProfile").object("workloadIdentity"),
                        "enabled",
                        fallback.workloadIdentity()),
                isOn(properties.object("oidcIssuerProfile"), "enabled", fallback.oidcIssuer()),
                isOn(properties.object("gateway"), "enabled", fallback.gateway()),
                proxy(properties, fallback.proxy()));
    }

    private static boolean isOn(Fields profile, String name, boolean fallback) {
        return profile.text(name) == null ? fallback : profile.isTrue(name);
    }

    private static Map<String, String> proxy(Fields properties, Map<String, String> fallback) {
        Map<String, String> settings = new LinkedHashMap<>(fallback);
        for (Fields configuration : properties.objects("arcAgentryConfigurations")) {
            if ("proxy".equals(configuration.word("feature"))) {
                settings.clear();
                configuration.texts("settings").forEach((name, value) -> {
                    if (!SECRET.matcher(name).find()) {
                        settings.put(name, ProxyAddress.withoutCredentials(value));
                    }
                });
            }
        }
        return settings;
    }
}
