package io.arcfleet.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An Azure cloud as data: endpoints, token audiences, suffixes and trust.
 *
 * @param name {@code public}, {@code usgovernment}, {@code china}, or the name of a file
 * @param resourceManager base address of Azure Resource Manager and Resource Graph, https
 * @param resourceManagerAudience audience of its tokens, without {@code /.default}
 * @param authority base address of Microsoft Entra ID
 * @param ingestionAudience audience of tokens for the Logs Ingestion API, without {@code /.default}
 * @param serviceBusSuffix suffix that relay host names must end in, without a leading dot
 * @param caCertificates PEM text with additional trusted certificates, or null for the platform's trust alone
 * @param tokenVariable name of an environment variable that holds a static token for private test endpoints, or null
 */
public record Cloud(
        String name,
        URI resourceManager,
        String resourceManagerAudience,
        URI authority,
        String ingestionAudience,
        String serviceBusSuffix,
        @Nullable String caCertificates,
        @Nullable String tokenVariable) {

    /** Azure public cloud. */
    public static final Cloud PUBLIC = new Cloud(
            "public",
            URI.create("https://management.azure.com"),
            "https://management.azure.com",
            URI.create("https://login.microsoftonline.com"),
            "https://monitor.azure.com",
            "servicebus.windows.net",
            null,
            null);

    /** Azure US Government. */
    public static final Cloud US_GOVERNMENT = new Cloud(
            "usgovernment",
            URI.create("https://management.usgovcloudapi.net"),
            "https://management.usgovcloudapi.net",
            URI.create("https://login.microsoftonline.us"),
            "https://monitor.azure.us",
            "servicebus.usgovcloudapi.net",
            null,
            null);

    /** Azure operated by 21Vianet in China. */
    public static final Cloud CHINA = new Cloud(
            "china",
            URI.create("https://management.chinacloudapi.cn"),
            "https://management.chinacloudapi.cn",
            URI.create("https://login.chinacloudapi.cn"),
            "https://monitor.azure.cn",
            "servicebus.chinacloudapi.cn",
            null,
            null);
}
