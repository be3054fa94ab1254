package io.arcfleet.access.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How the operating system is told to run a proxy. */
final class ProxyCommand {

    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * Holds the pipe from this process, and ends the proxy when it closes: it does however this process ends. Its first
     * line is the process ID of the proxy, whose own output goes to the standard error. An interruption from the terminal
     * is for this process alone, which may have work to finish.
     */
    private static final String GUARD = """
            trap '' INT QUIT HUP
            exec 3<&0 </dev/null
            folder=$1
            shift
            "$@" 3<&- >&2 &
            proxy=$!
            echo "$proxy"
            (
              read -r ended <&3
              kill "$proxy" && sleep 2 && kill -9 "$proxy"
            ) >/dev/null 2>&1 &
            watch=$!
            wait "$proxy"
            status=$?
            kill "$watch" 2>/dev/null
            rm -rf "$folder"
            exit "$status"
            """;

    /**
     * What a program needs of the environment to find its way out; the rest, such as the secrets of a function app, is not
     * for a program of others.
     */
    private static final Set<String> VARIABLES = Set.of(
            "PATH",
            "LANG",
            "TZ",
            "TMPDIR",
            "TEMP",
            "TMP",
            "SYSTEMROOT",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "ALL_PROXY",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR");

    private ProxyCommand() {}

    /** Whether a guard runs the proxy: everywhere but on Windows. */
    static boolean isGuarded() {
        return Files.isExecutable(SHELL);
    }

    /** Starts it. */
    static Process start(Path binary, ProxyFolder folder) throws IOException {
        List<String> line = new ArrayList<>();
        if (isGuarded()) {
            line.addAll(List.of(
                    SHELL.toString(),
                    "-c",
                    GUARD,
                    "arcfleet-guard",
                    folder.path().toString()));
        }
        line.addAll(List.of(binary.toString(), "-c", folder.config().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.path().toFile());
        builder.environment().keySet().removeIf(name -> !VARIABLES.contains(name.toUpperCase(Locale.ROOT)));
        builder.environment().put("HOME", folder.path().toString());
        builder.environment().put("USERPROFILE", folder.path().toString());
        return builder.redirectErrorStream(!isGuarded()).start();
    }
}
