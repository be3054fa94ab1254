package io.arcfleet.local;

import io.arcfleet.check.Check;
import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Thresholds;
import java.time.Clock;
import java.util.Map;

/** Starts the command line. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the JVM with its exit status. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        Terminal terminal = Terminal.detect(environment);
        ArcFleetScanner scanner = new ArcFleetScanner(
                terminal,
                CheckCatalog.standard(Thresholds.defaults()).checks().stream()
                        .map(Check::spec)
                        .toList(),
                new LocalChecks(environment),
                new LocalScan(environment, terminal, Clock.systemUTC()),
                new Serving(environment, Clock.systemUTC()),
                new PermissionsCheck(environment, Clock.systemUTC()));
        System.exit(scanner.run(args, System.out, System.err));
    }
}
