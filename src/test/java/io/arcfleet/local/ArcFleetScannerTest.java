package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.check.CheckSpec;
import io.arcfleet.config.AccessSettings;
import io.arcfleet.finding.Area;
import io.arcfleet.finding.Severity;
import io.arcfleet.fleet.InventoryException;
import io.arcfleet.local.ScanRequest.Azure;
import io.arcfleet.local.ScanRequest.Format;
import io.arcfleet.local.ScanRequest.KubeconfigOnly;
import io.arcfleet.local.ScanRequest.Simulated;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ArcFleetScannerTest {
    private static final String GUID = "0000AAAA-0000-0000-0000-000000000001";
    private static final String RULE = "dcr-0123456789abcdef0123456789abcdef";

    @TempDir
    Path temp;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<ScanRequest> requests = new ArrayList<>();
    private ScanChecks checks = request -> List.of();
    private ScanExecution execution = (request, toOut, toErr) -> {
        requests.add(request);
        return ExitStatus.DONE;
    };
    private final List<ScanRequest> reviewed = new ArrayList<>();
    private final ScanExecution permissions = (request, toOut, toErr) -> {
        reviewed.add(request);
        return ExitStatus.MISSING_PERMISSIONS;
    };
    private String kubeconfig = "";

    @BeforeEach
    void writeKubeconfig() throws IOException {
        kubeconfig = Files.writeString(temp.resolve("config"), "apiVersion: v1").toString();
    }

    @Test
    void without_arguments_a_simulated_fleet_is_scanned() {
        assertThat(run()).isZero();

        ScanRequest request = requests.getFirst();
        assertThat(request.target()).isEqualTo(new Simulated(60, 1, Duration.ofMillis(20), "default"));
        assertThat(request.output()).isEqualTo(Path.of("target/fleet-report"));
        assertThat(request.format()).isEqualTo(Format.TEXT);
        assertThat(request.failOn()).isEmpty();
        assertThat(request.settings().concurrency()).isEqualTo(64);
        assertThat(request.settings().clusterTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(request.settings().timeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(request.cloud()).isEqualTo("public");
        assertThat(request.ingestion()).isEmpty();
        assertThat(request.verbose()).isFalse();
    }

    @Test
    void the_word_scan_may_be_written_or_left_out() {
        assertThat(run("scan", "--seed", "7")).isZero();
        assertThat(run("--seed", "7")).isZero();

        assertThat(requests).hasSize(2);
        assertThat(requests.getFirst()).isEqualTo(requests.getLast());
    }

    @Test
    void every_option_of_a_simulated_fleet_is_taken() {
        assertThat(run(
                        "--clusters=5000",
                        "--seed=-3",
                        "--latency",
                        "0",
                        "--faults",
                        "dns,proxy",
                        "--name",
                        "store-*",
                        "--tag",
                        "env=prod",
                        "--tag",
                        "site=a=b",
                        "--resource-group",
                        "rg-1",
                        "rg-2",
                        "--location",
                        "West Europe",
                        "--check",
                        "agent-pods-ready,cluster-connected",
                        "--skip-check",
                        "nodes-ready",
                        "--output",
                        temp.toString(),
                        "--format",
                        "JSON",
                        "--fail-on",
                        "high",
                        "--concurrency",
                        "8",
                        "--cluster-timeout",
                        "500ms",
                        "--timeout",
                        "1h",
                        "--ingest-endpoint",
                        "https://dce.example.com",
                        "--rule-id",
                        RULE,
                        "--cloud",
                        "china",
                        "--newest-agent",
                        "1.40.2"))
                .as(errors())
                .isZero();

        ScanRequest request = requests.getFirst();
        assertThat(request.target()).isEqualTo(new Simulated(5000, -3, Duration.ZERO, "dns,proxy"));
        assertThat(request.filter().names()).containsExactly("store-*");
        assertThat(request.filter().tags()).isEqualTo(Map.of("env", "prod", "site", "a=b"));
        assertThat(request.filter().resourceGroups()).containsExactly("rg-1", "rg-2");
        assertThat(request.filter().locations()).containsExactly("West Europe");
        assertThat(request.checks()).containsExactlyInAnyOrder("agent-pods-ready", "cluster-connected");
        assertThat(request.skippedChecks()).containsExactly("nodes-ready");
        assertThat(request.output()).isEqualTo(temp);
        assertThat(request.format()).isEqualTo(Format.JSON);
        assertThat(request.failOn()).contains(Severity.HIGH);
        assertThat(request.settings().concurrency()).isEqualTo(8);
        assertThat(request.settings().clusterTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(request.settings().timeout()).isEqualTo(Duration.ofHours(1));
        assertThat(request.ingestion())
                .contains(new ScanRequest.Ingestion(URI.create("https://dce.example.com"), RULE));
        assertThat(request.cloud()).isEqualTo("china");
        assertThat(request.newestAgent()).contains("1.40.2");
    }

    @Test
    void subscriptions_may_be_repeated_listed_and_separated_by_commas() {
        String other = "0000aaaa-0000-0000-0000-000000000002";

        assertThat(run("--subscription", GUID + "," + other, "--subscription", other))
                .isZero();

        assertThat(requests.getFirst().target())
                .isEqualTo(new Azure(
                        List.of("0000aaaa-0000-0000-0000-000000000001", other), Optional.empty(), Optional.empty()));
    }

    @Test
    void a_kubeconfig_alone_is_a_target_and_with_subscriptions_a_way_in() {
        ScanRequest.Kubeconfig expected = new ScanRequest.Kubeconfig(Path.of(kubeconfig), List.of("a", "b"));

        assertThat(run("--kubeconfig", kubeconfig, "--context", "a", "--context", "b"))
                .isZero();
        assertThat(run("--all-subscriptions", "--kubeconfig", kubeconfig, "--context", "a", "b"))
                .isZero();

        assertThat(requests.getFirst().target()).isEqualTo(new KubeconfigOnly(expected));
        assertThat(requests.getLast().target())
                .isEqualTo(new Azure(List.of(), Optional.of(expected), Optional.empty()));
    }

    @Test
    void a_proxy_may_speak_plain_http_on_the_loopback() {
        assertThat(run(
                        "--all-subscriptions",
                        "--arc-proxy",
                        "http://127.0.0.1:47010",
                        "--cluster-token-file",
                        "tokens/{name}"))
                .isZero();

        assertThat(requests.getFirst().target())
                .isEqualTo(new Azure(
                        List.of(),
                        Optional.empty(),
                        Optional.of(new AccessSettings.ClusterConnect(
                                new AccessSettings.RunningProxy(URI.create("http://127.0.0.1:47010")),
                                new AccessSettings.TokenFile("tokens/{name}"),
                                new AccessSettings.CredentialRate(200, 10)))));
    }

    @Test
    void a_proxy_of_the_program_itself_takes_tokens_of_a_vault_or_of_an_app_registration() {
        String way = "--all-subscriptions --arc-proxy-path arcProxy";

        assertThat(run((way
                                + " --key-vault https://v --key-vault-secret arc-{name}-{hash} --key-vault-secret-tag token")
                        .split(" ")))
                .isZero();
        assertThat(run((way + " --app-client-id " + GUID + " --app-tenant-id " + GUID + " --app-certificate "
                                + kubeconfig)
                        .split(" ")))
                .isZero();

        assertThat(requests)
                .extracting(request -> ((Azure) request.target()).connect().orElseThrow())
                .containsExactly(
                        managed(new AccessSettings.KeyVault(
                                URI.create("https://v"), "arc-{name}-{hash}", Optional.of("token"))),
                        managed(new AccessSettings.ServicePrincipal(
                                GUID.toLowerCase(Locale.ROOT),
                                GUID.toLowerCase(Locale.ROOT),
                                Optional.of(Path.of(kubeconfig)))));
    }

    @Test
    void an_empty_value_is_none() {
        assertThat(run("--all-subscriptions", "--arc-proxy-path", "p", "--cluster-token-file", ""))
                .isEqualTo(2);

        assertThat(errors()).contains("--cluster-token-file '': must be the path of a file");
    }

    private static AccessSettings.ClusterConnect managed(AccessSettings.Login login) {
        return new AccessSettings.ClusterConnect(
                new AccessSettings.ManagedProxy(Path.of("arcProxy")), login, AccessSettings.CredentialRate.defaults());
    }

    static Stream<Arguments> unusableCommandLines() {
        String simulatedOnly =
                "is for the simulated fleet only; leave it out, or leave out the subscriptions and the" + " kubeconfig";
        return Stream.of(
                problem(
                        "--subscription prod",
                        "--subscription prod: is not the id of a subscription; give a GUID such as"
                                + " 00000000-0000-0000-0000-000000000000"),
                problem(
                        "--subscription " + GUID + " --all-subscriptions",
                        "--subscription " + GUID + ": contradicts --all-subscriptions; give one of the two"),
                problem("--all-subscriptions --clusters 5", "--clusters 5: " + simulatedOnly),
                problem("--all-subscriptions --seed 5", "--seed 5: " + simulatedOnly),
                problem("--all-subscriptions --latency 5", "--latency 5: " + simulatedOnly),
                problem("--all-subscriptions --faults dns", "--faults dns: " + simulatedOnly),
                problem("--context prod", "--context prod: needs --kubeconfig too"),
                problem("--kubeconfig /no/such/file", "--kubeconfig /no/such/file: must be a file that can be read"),
                problem(
                        "--all-subscriptions --arc-proxy https://p:1",
                        "--arc-proxy https://p:1: needs one of --cluster-token-file, --key-vault, --app-client-id too"),
                problem(
                        "--all-subscriptions --cluster-token-file t",
                        "--cluster-token-file t: needs one of --arc-proxy-path, --arc-proxy too"),
                problem(
                        "--all-subscriptions --arc-proxy-path p --cluster-token-file t --key-vault https://v",
                        "--key-vault https://v: contradicts --cluster-token-file; give one of the two"),
                problem(
                        "--all-subscriptions --arc-proxy-path p --key-vault-secret s-{hash}",
                        "--key-vault-secret s-{hash}: needs --key-vault too"),
                problem(
                        "--all-subscriptions --arc-proxy-path p --app-client-id " + GUID,
                        "--app-client-id " + GUID + ": needs --app-tenant-id too"),
                problem(
                        "--arc-proxy https://p:1 --cluster-token-file t",
                        "--arc-proxy https://p:1: needs --subscription or --all-subscriptions too"),
                problem(
                        "--all-subscriptions --arc-proxy http://p:1 --cluster-token-file t",
                        "--arc-proxy http://p:1: http is not encrypted; use https://host[:port], or"
                                + " http://127.0.0.1:port"),
                problem(
                        "--all-subscriptions --arc-proxy https://me:secret@p:1 --cluster-token-file t",
                        "--arc-proxy https://***@p:1: must be an address of the form https://host[:port], or"
                                + " http://127.0.0.1:port"),
                problem(
                        "--cloud china",
                        "--cloud china: a simulated fleet is in no cloud; add --subscription or leave it out"),
                problem(
                        "--all-subscriptions --cloud mars",
                        "--cloud mars: must be public, usgovernment, china or a file that can be read"),
                problem("--clusters 0", "--clusters 0: must be a whole number from 1 to 100000"),
                problem("--clusters -4", "--clusters -4: must be a whole number from 1 to 100000"),
                problem("--latency fast", "--latency fast: must be a whole number from 0 to 60000"),
                problem(
                        "--seed 99999999999999999999",
                        "--seed 99999999999999999999: must be a whole number from -9223372036854775808 to"
                                + " 9223372036854775807"),
                problem("--concurrency 1.5", "--concurrency 1.5: must be a whole number from 1 to 1000"),
                problem(
                        "--timeout 30",
                        "--timeout 30: must be a number with a unit, such as 500ms, 30s, 5m, 1h or 30d"),
                problem("--timeout 0s", "--timeout 0s: must be from 100ms to 24h"),
                problem(
                        "--cluster-timeout 5m --timeout 1m",
                        "--cluster-timeout 5m: is longer than --timeout (1m); make it shorter"),
                problem("--format xml", "--format xml: must be one of json, none, text"),
                problem("--fail-on awful", "--fail-on awful: must be one of never, low, medium, high, critical"),
                problem("--tag prod", "--tag prod: must have the form NAME=VALUE"),
                problem("--tag a=1 --tag a=2", "--tag a=2: a cluster cannot have this tag twice; remove one of them"),
                problem("--name [a", "--name [a: is not a pattern; use *, ?, [abc] and {a,b}, for example 'store-*'"),
                problem(
                        "--check pods-ready",
                        "--check pods-ready: there is no such check; the command 'checks' lists them; did you mean"
                                + " agent-pods-ready?"),
                problem(
                        "--skip-check nonsense",
                        "--skip-check nonsense: there is no such check; the command 'checks' lists them"),
                problem(
                        "--check nodes-ready --skip-check nodes-ready",
                        "--check nodes-ready: is in --skip-check too; remove one of them"),
                problem(
                        "--ingest-endpoint http://127.0.0.1:1 --rule-id " + RULE,
                        "--ingest-endpoint http://127.0.0.1:1: http is not encrypted; use https://host[:port]"),
                problem(
                        "--ingest-endpoint nonsense --rule-id " + RULE,
                        "--ingest-endpoint nonsense: must be an address of the form https://host[:port]"),
                problem(
                        "--ingest-endpoint ftp://host --rule-id " + RULE,
                        "--ingest-endpoint ftp://host: must be an address of the form https://host[:port]"),
                problem("--ingest-endpoint https://host", "--ingest-endpoint https://host: needs --rule-id too"),
                problem("--rule-id " + RULE, "--rule-id " + RULE + ": needs --ingest-endpoint too"),
                problem(
                        "--ingest-endpoint https://host --rule-id /subscriptions/x",
                        "--rule-id /subscriptions/x: must be the immutable id of the rule, dcr- and 32 hexadecimal"
                                + " digits"),
                problem("--newest-agent latest", "--newest-agent latest: must be a version such as 1.36.1"),
                problem("--sub " + GUID, "--sub: there is no such option; did you mean --subscription?"),
                problem("--subscription " + GUID + " --bogus", "--bogus: there is no such option"),
                problem("scan extra", "extra: is not expected here"));
    }

    @ParameterizedTest
    @MethodSource("unusableCommandLines")
    void a_problem_is_one_line_that_names_option_value_and_fix(String arguments, String line) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);

        assertThat(errors().lines().toList())
                .containsExactly(
                        "arc-fleet-scanner: " + line, "'arc-fleet-scanner scan --help' shows what can be given.");
        assertThat(requests).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void all_problems_are_told_at_once_those_of_other_parts_and_of_the_syntax_too() {
        checks = request -> List.of("--faults gremlins: there is no such fault");

        assertThat(run("--faults", "gremlins", "--concurrency", "0", "--bogus", "--format", "xml", "--check", "x"))
                .isEqualTo(2);

        assertThat(errors().lines().toList())
                .hasSize(6)
                .anySatisfy(line -> assertThat(line).contains("--bogus"))
                .anySatisfy(line -> assertThat(line).contains("--concurrency 0"))
                .anySatisfy(line -> assertThat(line).contains("--format xml"))
                .anySatisfy(line -> assertThat(line).contains("--check x"))
                .anySatisfy(line -> assertThat(line).contains("--faults gremlins"));
    }

    @Test
    void an_option_without_its_value_is_a_problem() {
        assertThat(run("--output")).isEqualTo(2);

        assertThat(errors()).contains("--output");
    }

    @Test
    void an_output_that_is_a_file_is_a_problem() {
        assertThat(run("--output", kubeconfig)).isEqualTo(2);

        assertThat(errors()).contains("--output " + kubeconfig + ": is a file; name a directory");
    }

    @Test
    void values_cannot_act_on_the_terminal() {
        assertThat(run("--format", "\u001b[2Jx\ny")).isEqualTo(2);

        assertThat(errors()).contains("--format ?[2Jx y: must be").doesNotContain("\u001b");
    }

    @Test
    void the_status_of_the_scan_is_the_status_of_the_program() {
        execution = (request, toOut, toErr) -> ExitStatus.FINDINGS;

        assertThat(run()).isEqualTo(1);
    }

    @Test
    void an_unexpected_failure_is_one_line_and_a_hint() {
        execution = (request, toOut, toErr) -> {
            throw new InventoryException("no subscription could be read:\nnot permitted");
        };

        assertThat(run()).isEqualTo(3);

        assertThat(errors().lines().toList())
                .containsExactly(
                        "arc-fleet-scanner: the scan could not be completed: no subscription could be read: not"
                                + " permitted",
                        "Run it again with --verbose to see where this comes from.");
    }

    @Test
    void with_verbose_an_unexpected_failure_shows_its_stack() {
        execution = (request, toOut, toErr) -> {
            throw new InventoryException("nothing could be read");
        };

        assertThat(run("--verbose")).isEqualTo(3);

        assertThat(errors()).contains("InventoryException").contains("\tat ").doesNotContain("Run it again");
    }

    @Test
    void help_and_version_are_printed_to_standard_output() {
        assertThat(run("--help")).isZero();
        assertThat(run("scan", "--help")).isZero();
        assertThat(run("--subscription", GUID, "--help")).isZero();
        assertThat(run("checks", "--help")).isZero();
        assertThat(run("--version")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--arc-proxy", "--fail-on", "Exit status", "arc-fleet-scanner development");
        assertThat(errors()).isEmpty();
        assertThat(requests).isEmpty();
    }

    @Test
    void checks_lists_the_catalogue() {
        assertThat(run("checks")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
                .containsExactly(
                        "cluster-connected  critical       The good state of cluster-connected",
                        "agent-pods-ready   high           The good state of agent-pods-ready",
                        "nodes-ready        medium         The good state of nodes-ready");
    }

    @Test
    void an_unknown_command_is_a_problem() {
        assertThat(run("scna")).isEqualTo(2);

        assertThat(errors()).contains("scna");
    }

    private int run(String... args) {
        return new ArcFleetScanner(
                        Terminal.none(), catalog(), checks, execution, (port, fleet, output) -> List.of(), permissions)
                .run(
                        args,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void serve_tells_every_problem_at_once() {
        assertThat(run("serve", "--port", "70000", "--clusters", "0", "--faults", "bogus", "--nonsense"))
                .isEqualTo(2);
        assertThat(errors()).contains("--port 70000", "--clusters 0", "bogus", "--nonsense");
    }

    @Test
    void permissions_without_options_are_printed() {
        assertThat(run("permissions")).isZero();

        assertThat(reviewed).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("kind: ServiceAccount", "kind: ClusterRole", "listClusterUserCredential/action");
    }

    @Test
    void permissions_are_asked_of_clusters_and_subscriptions() {
        assertThat(run("permissions", "--kubeconfig", kubeconfig, "--context", "a", "--subscription", GUID))
                .isEqualTo(1);

        assertThat(reviewed)
                .singleElement()
                .satisfies(request -> assertThat(request.target())
                        .isEqualTo(new Azure(
                                List.of(GUID.toLowerCase(Locale.ROOT)),
                                Optional.of(new ScanRequest.Kubeconfig(Path.of(kubeconfig), List.of("a"))),
                                Optional.empty())));
        assertThat(requests).isEmpty();
    }

    @Test
    void permissions_tell_every_problem_at_once() {
        checks = request -> List.of("found by the checks");
        assertThat(run("permissions", "--context", "a", "--subscription", "x", "--all-subscriptions", "--nonsense"))
                .isEqualTo(2);
        assertThat(errors())
                .contains(
                        "--context a: needs --kubeconfig too",
                        "--subscription x",
                        "--all-subscriptions",
                        "--nonsense",
                        "permissions --help");
        assertThat(run("permissions", "--kubeconfig", kubeconfig)).isEqualTo(2);
        assertThat(errors()).contains("found by the checks");
        assertThat(run("permissions", "--cloud", "china")).isEqualTo(2);
        assertThat(reviewed).isEmpty();
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static Arguments problem(String arguments, String line) {
        return Arguments.of(arguments, line);
    }

    private static List<CheckSpec> catalog() {
        return List.of(
                spec("cluster-connected", Severity.CRITICAL),
                spec("agent-pods-ready", Severity.HIGH),
                spec("nodes-ready", Severity.MEDIUM));
    }

    private static CheckSpec spec(String id, Severity severity) {
        return new CheckSpec(
                id,
                "The good state of " + id,
                Area.AGENTS,
                severity,
                "Do it.",
                List.of(URI.create("https://example.com")),
                List.of(),
                true);
    }
}
