package io.arcfleet.access.proxy;

import io.arcfleet.config.Cloud;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Microsoft's proxy for cluster connect, and how it is run.
 *
 * @param binary the program, a file that may be executed
 * @param identity who holds the access tokens that it will be given; empty with service-account tokens
 * @param startTimeout from its start until it listens
 * @param answerTimeout within which it must answer something, when a cluster got no answer from it; else it is ended
 * @param firstPause before it is started again after it ended; doubles each time
 * @param longestPause what the pause grows to; a proxy that ran for so long pauses for {@code firstPause} again
 */
public record ProxyProgram(
        Path binary,
        Cloud cloud,
        Optional<Identity> identity,
        Duration startTimeout,
        Duration answerTimeout,
        Duration firstPause,
        Duration longestPause) {

    private static final String SETTING = "ARCFLEET_ARC_PROXY_PATH";
    private static final String SOURCE = "fetch it with infra/scripts/get-arc-proxy.sh";

    /** As the command line of Azure names it: {@code arcProxy_linux_amd64_1_3_029301}. */
    private static final Pattern NAME_WITH_VERSION =
            Pattern.compile("arcProxy_[a-z]+_[a-z0-9]+_(\\d\\w*)(?:\\.exe)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern FOLDER_WITH_VERSION = Pattern.compile("v?(\\d+(?:\\.\\d+)+)");

    public ProxyProgram {
        binary = binary.toAbsolutePath();
    }

    /**
     * A service principal.
     *
     * @param tenantId GUID
     * @param clientId GUID of the app registration
     */
    public record Identity(String tenantId, String clientId) {}

    /** With half a minute to start, a quarter to answer, and pauses from half a second to half a minute. */
    public static ProxyProgram of(Path binary, Cloud cloud, Optional<Identity> identity) {
        return new ProxyProgram(
                binary,
                cloud,
                identity,
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofMillis(500),
                Duration.ofSeconds(30));
    }

    /** Why it cannot be executed, if so. */
    <T> Optional<Unavailable<T>> missing() {
        if (!Files.isRegularFile(binary)) {
            return Optional.of(missing(
                    "there is no proxy program at " + binary + ": " + SOURCE + " and set " + SETTING + " to it"));
        }
        if (!Files.isExecutable(binary)) {
            return Optional.of(missing("the proxy program " + binary + ", which " + SETTING
                    + " names, may not be executed: run chmod u+x, or " + SOURCE));
        }
        return Optional.empty();
    }

    /** What its name or its folder says of its version; it is not asked, because its options are not documented. */
    String version() {
        Matcher name = NAME_WITH_VERSION.matcher(String.valueOf(binary.getFileName()));
        if (name.matches()) {
            return name.group(1).replace('_', '.');
        }
        Path folder = binary.getParent();
        Matcher version = FOLDER_WITH_VERSION.matcher(folder == null ? "" : String.valueOf(folder.getFileName()));
        return version.matches() ? version.group(1) : "unknown";
    }

    @Override
    public String toString() {
        return "ProxyProgram[" + binary + "]";
    }

    private static <T> Unavailable<T> missing(String detail) {
        return new Unavailable<>(AccessFault.PROXY_MISSING, detail);
    }
}
