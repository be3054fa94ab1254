package io.arcfleet.fleet;

import static io.arcfleet.fleet.FleetCloud.clusterId;
import static io.arcfleet.fleet.FleetCloud.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.ClientAuthenticationException;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.arcfleet.arm.ScriptedAzure;
import io.arcfleet.arm.ScriptedAzure.Answer;
import io.arcfleet.arm.ScriptedAzure.Call;
import io.arcfleet.config.ClusterFilter;
import io.arcfleet.fleet.FleetInventory.Scope;
import io.arcfleet.snapshot.ClusterExtension;
import io.arcfleet.snapshot.ClusterTarget;
import io.arcfleet.snapshot.ConnectedCluster;
import io.arcfleet.snapshot.ConnectivityStatus;
import io.arcfleet.snapshot.FluxConfiguration;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import io.arcfleet.snapshot.ServiceIncident;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

final class AzureFleetInventoryTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String FIRST = subscription(1);
    private static final String SECOND = subscription(2);
    private static final Scope EVERYTHING = new Scope(List.of(), ClusterFilter.all());

    @Test
    void joinsBothSidesOfACluster() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .withCluster(FIRST, "Shop-1")
                .withExtension(FIRST, "Shop-1", "monitor")
                .withFlux(FIRST, "Shop-1", "apps");

        Fleet fleet = list(cloud);

        assertThat(fleet.unread()).isEmpty();
        ClusterTarget target = only(fleet);
        assertThat(target.identity().id()).isEqualTo(clusterId(FIRST, "Shop-1").toLowerCase(Locale.ROOT));
        assertThat(target.identity().name()).isEqualTo("Shop-1");
        assertThat(cluster(target).live()).isTrue();
        assertThat(cluster(target).subscriptionName()).isEqualTo("Subscription 1");
        assertThat(seen(target.azure().extensions()))
                .extracting(ClusterExtension::name)
                .containsExactly("monitor");
        assertThat(seen(target.azure().fluxConfigurations()))
                .extracting(FluxConfiguration::name)
                .containsExactly("apps");
    }

    @Test
    void attachesIncidentsToTheClustersOfTheirRegions() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(2)
                .withCluster(FIRST, "a")
                .withCluster(SECOND, "b")
                .withIncident(FIRST, "HERE", "Azure Arc enabled Kubernetes", "West Europe")
                .withIncident(SECOND, "HERE", "Azure Arc enabled Kubernetes", "West Europe")
                .withIncident(FIRST, "EVERYWHERE", "Azure Arc", "Global")
                .withIncident(FIRST, "ELSEWHERE", "Azure Arc", "East US")
                .withIncident(FIRST, "OTHER", "Storage", "West Europe");
        ScriptedAzure azure = cloud.start();

        Fleet fleet = inventory(azure).list(EVERYTHING, in(Duration.ofMinutes(5)));

        assertThat(fleet.unread()).isEmpty();
        assertThat(fleet.clusters())
                .hasSize(2)
                .allSatisfy(target -> assertThat(seen(target.azure().incidents()))
                        .extracting(ServiceIncident::trackingId)
                        .containsExactlyInAnyOrder("HERE", "EVERYWHERE"));
        assertThat(queries(azure, GraphTable.SERVICE_INCIDENTS)).hasSize(1);
    }

    @Test
    void incidentsThatCannotBeReadAreOnlyThemselvesUnavailable() {
        FleetCloud cloud = new FleetCloud().withSubscriptions(1).withCluster(FIRST, "a");
        cloud.failingGraph((table, asked) -> table.equals("service-incidents")
                ? Optional.of(Answer.error(403, "Refused", "no service health"))
                : Optional.empty());

        Fleet fleet = list(cloud);

        assertThat(fleet.unread()).isEmpty();
        ClusterTarget target = only(fleet);
        assertThat(target.azure().incidents().failure())
                .hasValueSatisfying(failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_PERMITTED));
        assertThat(target.azure().extensions().seen()).isPresent();
        assertThat(cluster(target).live()).isTrue();
    }

    @Test
    void keepsTheFeaturesOfResourceGraphThatTheLiveRecordDoesNotTellOf() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .withRow(
                        "connected-clusters",
                        FleetCloud.JSON
                                .createObjectNode()
                                .put("id", clusterId(FIRST, "a"))
                                .put("subscriptionId", FIRST)
                                .set(
                                        "oidcIssuerProfile",
                                        FleetCloud.JSON.createObjectNode().put("enabled", true)))
                .withLiveCluster(FIRST, "a", "Connected");

        ConnectedCluster cluster = cluster(only(list(cloud)));

        assertThat(cluster.live()).isTrue();
        assertThat(cluster.features().oidcIssuer()).isTrue();
    }

    @Test
    void readsResourceGraphPageByPage() {
        FleetCloud cloud = new FleetCloud().withSubscriptions(1);
        IntStream.range(0, 2_500).forEach(i -> cloud.withCluster(FIRST, "shop-%04d".formatted(i)));
        ScriptedAzure azure = cloud.start();

        Fleet fleet = inventory(azure).list(EVERYTHING, in(Duration.ofMinutes(5)));

        assertThat(fleet.clusters())
                .hasSize(2_500)
                .isSortedAccordingTo(
                        (a, b) -> a.identity().id().compareTo(b.identity().id()));
        assertThat(queries(azure, GraphTable.CONNECTED_CLUSTERS))
                .extracting(call -> call.body().at("/options/$skipToken").asText())
                .containsExactly("", "1000", "2000");
        assertThat(queries(azure, GraphTable.CONNECTED_CLUSTERS)).allSatisfy(call -> {
            assertThat(call.body().at("/options/$top").asInt()).isEqualTo(1_000);
            assertThat(call.body().at("/options/resultFormat").asText()).isEqualTo("objectArray");
        });
    }

    @Test
    void asksForAtMostThreeHundredSubscriptionsAtOnce() {
        FleetCloud cloud =
                new FleetCloud().withSubscriptions(301).withCluster(FIRST, "a").withCluster(subscription(301), "b");
        ScriptedAzure azure = cloud.start();

        Fleet fleet = inventory(azure).list(EVERYTHING, in(Duration.ofMinutes(5)));

        assertThat(fleet.clusters()).hasSize(2);
        assertThat(queries(azure, GraphTable.CONNECTED_CLUSTERS))
                .extracting(call -> call.body().path("subscriptions").size())
                .containsExactly(300, 1);
        assertThat(queries(azure, GraphTable.EXTENSIONS))
                .extracting(call -> call.body().path("subscriptions").size())
                .containsExactly(2);
        assertThat(liveCalls(azure)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"403, NOT_PERMITTED", "400, UNREACHABLE", "500, UNREACHABLE"})
    void namesTheSubscriptionsThatMakeAQueryFailAndReadsTheOthers(int status, Reason reason) {
        List<String> bad = List.of(subscription(7), subscription(8), subscription(299));
        FleetCloud cloud = new FleetCloud().withSubscriptions(300);
        IntStream.rangeClosed(1, 300).forEach(i -> cloud.withCluster(subscription(i), "shop"));
        cloud.failingGraph((table, asked) -> asked.stream().anyMatch(bad::contains)
                ? Optional.of(Answer.error(status, "Refused", "cannot read one of them"))
                : Optional.empty());

        Fleet fleet = list(cloud);

        assertThat(fleet.clusters()).hasSize(297);
        assertThat(fleet.unread()).extracting(Fleet.Unread::subscription).containsExactlyElementsOf(bad);
        assertThat(fleet.unread()).allSatisfy(unread -> {
            assertThat(unread.reason()).isEqualTo(reason);
            assertThat(unread.detail()).contains(status + " Refused: cannot read one of them");
        });
    }

    @Test
    void anOutageIsNotSearchedForSubscriptions() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(300)
                .failingGraph((table, asked) -> Optional.of(Answer.error(500, "InternalServerError", "down")));

        assertThatThrownBy(() -> list(cloud))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("500 InternalServerError: down");
        assertThat(cloud.failedQueries()).isEqualTo(7 * 4);
    }

    @Test
    void aRefusalOfEverythingIsSearchedWithABound() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(300)
                .failingGraph((table, asked) -> Optional.of(Answer.error(400, "BadRequest", "bad query")));

        assertThatThrownBy(() -> list(cloud)).isInstanceOf(InventoryException.class);
        assertThat(cloud.failedQueries()).isLessThan(200);
    }

    @Test
    void aTruncatedResultWithoutSkipTokenIsAnError() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .failingGraph((table, asked) -> Optional.of(
                        Answer.ok("{\"totalRecords\":9,\"count\":0,\"resultTruncated\":\"true\",\"data\":[]}")));

        assertThatThrownBy(() -> list(cloud))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("truncated result without a skip token");
    }

    @Test
    void aSkipTokenThatDoesNotMoveIsAnError() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .failingGraph(
                        (table, asked) -> Optional.of(
                                Answer.ok(
                                        "{\"totalRecords\":9,\"count\":0,\"resultTruncated\":\"true\",\"$skipToken\":\"a\",\"data\":[]}")));

        assertThatThrownBy(() -> list(cloud))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("the same skip token twice");
    }

    @Test
    void clustersWhoseExtensionsWereNotReadSayWhy() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(2)
                .withCluster(FIRST, "a")
                .withCluster(SECOND, "b")
                .withExtension(SECOND, "b", "monitor")
                .failingGraph((table, asked) -> table.equals("extensions") && asked.contains(FIRST)
                        ? Optional.of(Answer.error(403, "AccessDenied", "no"))
                        : Optional.empty());

        Fleet fleet = list(cloud);

        assertThat(fleet.clusters()).hasSize(2);
        assertThat(fleet.clusters().getFirst().azure().extensions().failure()).hasValueSatisfying(failure -> {
            assertThat(failure.reason()).isEqualTo(Reason.NOT_PERMITTED);
            assertThat(failure.detail()).contains("403 AccessDenied: no");
        });
        assertThat(seen(fleet.clusters().getFirst().azure().fluxConfigurations()))
                .isEmpty();
        assertThat(seen(fleet.clusters().getLast().azure().extensions())).hasSize(1);
    }

    @Test
    void theLiveStateReplacesTheGraphs() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .withGraphCluster(FIRST, "shop", "Connected")
                .withLiveCluster(FIRST, "SHOP", "Offline");

        ConnectedCluster cluster = cluster(only(list(cloud)));

        assertThat(cluster.connectivityStatus()).isEqualTo(ConnectivityStatus.OFFLINE);
        assertThat(cluster.live()).isTrue();
    }

    @Test
    void aClusterThatOnlyTheGraphHasIsGoneAndOneThatOnlyTheLiveListHasIsNew() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .withGraphCluster(FIRST, "deleted", "Connected")
                .withCluster(FIRST, "stays")
                .withLiveCluster(FIRST, "fresh", "Connecting");

        Fleet fleet = list(cloud);

        assertThat(names(fleet)).containsExactly("fresh", "stays");
        assertThat(seen(fleet.clusters().getFirst().azure().extensions())).isEmpty();
        assertThat(fleet.unread()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"403, NOT_PERMITTED", "503, UNREACHABLE", "429, THROTTLED"})
    void withoutLiveListTheGraphsStateStays(int status, Reason reason) {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(2)
                .withCluster(FIRST, "a")
                .withCluster(SECOND, "b")
                .failing(call -> call.path().contains(FIRST)
                        ? Optional.of(Answer.error(status, "Refused", "not now"))
                        : Optional.empty());

        Fleet fleet = list(cloud);

        assertThat(fleet.clusters())
                .extracting(target -> cluster(target).live())
                .containsExactly(false, true);
        assertThat(fleet.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.subscription()).isEqualTo(FIRST);
            assertThat(unread.reason()).isEqualTo(reason);
            assertThat(unread.detail()).contains(status + " Refused: not now").contains("connectedClusters");
        });
    }

    @Test
    void aLiveListThatBreaksOffKeepsWhatItToldAndLosesNoCluster() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .withLivePage(1)
                .withCluster(FIRST, "a")
                .withCluster(FIRST, "b")
                .failing(call -> call.query().contains("from=1")
                        ? Optional.of(Answer.error(404, "Gone", "expired link"))
                        : Optional.empty());

        Fleet fleet = list(cloud);

        assertThat(fleet.clusters())
                .extracting(target -> cluster(target).live())
                .containsExactly(true, false);
        assertThat(fleet.unread()).hasSize(1);
    }

    @Test
    void followsTheLiveListsNextLinks() {
        FleetCloud cloud = new FleetCloud().withSubscriptions(1).withLivePage(2);
        IntStream.range(0, 5).forEach(i -> cloud.withCluster(FIRST, "shop-" + i));
        ScriptedAzure azure = cloud.start();

        Fleet fleet = inventory(azure).list(EVERYTHING, in(Duration.ofMinutes(5)));

        assertThat(fleet.clusters())
                .hasSize(5)
                .allMatch(target -> cluster(target).live());
        assertThat(liveCalls(azure)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/next", "https://management.azure.com/loop"})
    void aForeignOrEndlessNextLinkEndsTheList(String link) {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .withGraphCluster(FIRST, "a", "Connected")
                .failing(call ->
                        call.path().endsWith("connectedClusters") || call.path().equals("/loop")
                                ? Optional.of(Answer.ok("{\"value\":[],\"nextLink\":\"" + link + "\"}"))
                                : Optional.empty());
        ScriptedAzure azure = cloud.start();

        Fleet fleet = inventory(azure).list(EVERYTHING, in(Duration.ofMinutes(5)));

        assertThat(cluster(only(fleet)).live()).isFalse();
        assertThat(fleet.unread()).hasSize(1);
        assertThat(azure.calls())
                .allMatch(call -> call.uri().getHost().equals("management.azure.com"))
                .hasSizeLessThan(10);
    }

    @ParameterizedTest
    @CsvSource({
        "400, InvalidApiVersion",
        "400, InvalidApiVersionParameter",
        "400, NoRegisteredProviderFound",
        "404, InvalidResourceType"
    })
    void fallsBackToTheOlderVersionAndRemembersIt(int status, String code) {
        FleetCloud cloud = new FleetCloud().withSubscriptions(40);
        IntStream.rangeClosed(1, 40).forEach(i -> cloud.withCluster(subscription(i), "shop"));
        cloud.failing(call -> call.query().contains("2026-05-01")
                ? Optional.of(Answer.error(status, code, "no such version"))
                : Optional.empty());
        ScriptedAzure azure = cloud.start();

        Fleet fleet = inventory(azure).list(EVERYTHING, in(Duration.ofMinutes(5)));

        assertThat(fleet.unread()).isEmpty();
        assertThat(fleet.clusters())
                .hasSize(40)
                .allMatch(target -> cluster(target).live());
        assertThat(liveCalls(azure))
                .filteredOn(call -> call.query().contains("2026-05-01"))
                .hasSizeBetween(1, 32);
        assertThat(liveCalls(azure))
                .filteredOn(call -> call.query().contains("2024-01-01"))
                .hasSize(40);
    }

    @Test
    void anotherRefusalOfTheVersionIsNotTriedTwice() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .withCluster(FIRST, "a")
                .failing(call -> call.path().endsWith("connectedClusters")
                        ? Optional.of(Answer.error(400, "BadRequest", "no"))
                        : Optional.empty());
        ScriptedAzure azure = cloud.start();

        inventory(azure).list(EVERYTHING, in(Duration.ofMinutes(5)));

        assertThat(liveCalls(azure)).hasSize(1);
    }

    @Test
    void atMostSixteenLiveListsRunAtOnce() {
        FleetCloud cloud = new FleetCloud().withSubscriptions(60);
        IntStream.rangeClosed(1, 60).forEach(i -> cloud.withCluster(subscription(i), "shop"));
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        cloud.failing(call -> {
            if (call.path().endsWith("connectedClusters")) {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                pause();
                running.decrementAndGet();
            }
            return Optional.empty();
        });

        assertThat(list(cloud).clusters()).hasSize(60);
        assertThat(most.get()).isBetween(2, 16);
    }

    @Test
    void subscriptionsThatAreNotVisibleAreSaid() {
        FleetCloud cloud = new FleetCloud().withSubscriptions(1).withCluster(FIRST, "a");

        Fleet fleet = inventory(cloud.start())
                .list(new Scope(List.of(FIRST, SECOND), ClusterFilter.all()), in(Duration.ofMinutes(5)));

        assertThat(names(fleet)).containsExactly("a");
        assertThat(fleet.unread()).singleElement().satisfies(unread -> {
            assertThat(unread.subscription()).isEqualTo(SECOND);
            assertThat(unread.reason()).isEqualTo(Reason.NOT_PERMITTED);
            assertThat(unread.detail())
                    .contains("not visible to the credential")
                    .contains("Reader");
        });
    }

    @Test
    void onlyTheSubscriptionsOfTheScopeAreAskedFor() {
        FleetCloud cloud =
                new FleetCloud().withSubscriptions(3).withCluster(FIRST, "a").withCluster(SECOND, "b");
        ScriptedAzure azure = cloud.start();

        Fleet fleet = inventory(azure)
                .list(
                        new Scope(List.of(SECOND.toUpperCase(Locale.ROOT)), ClusterFilter.all()),
                        in(Duration.ofMinutes(5)));

        assertThat(names(fleet)).containsExactly("b");
        assertThat(queries(azure, GraphTable.CONNECTED_CLUSTERS))
                .singleElement()
                .satisfies(call -> assertThat(call.body().path("subscriptions")).hasSize(1));
    }

    @Test
    void filtersByWhatTheLiveListSays() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(2)
                .withCluster(FIRST, "shop-1")
                .withCluster(FIRST, "plant-1")
                .withCluster(SECOND, "plant-2")
                .withLiveCluster(FIRST, "shop-2", "Connecting");
        ScriptedAzure azure = cloud.start();
        ClusterFilter shops = new ClusterFilter(List.of("SHOPS"), List.of("West Europe"), Map.of(), List.of("shop-*"));

        Fleet fleet = inventory(azure).list(new Scope(List.of(), shops), in(Duration.ofMinutes(5)));

        assertThat(names(fleet)).containsExactly("shop-1", "shop-2");
        assertThat(liveCalls(azure)).hasSize(1);
    }

    @Test
    void filtersByTags() {
        FleetCloud cloud = new FleetCloud().withSubscriptions(1);
        for (String owner : List.of("retail", "plant")) {
            var row = FleetCloud.JSON
                    .createObjectNode()
                    .put("id", clusterId(FIRST, owner))
                    .put("subscriptionId", FIRST);
            row.putObject("tags").put("Owner", owner);
            cloud.withRow("connected-clusters", row);
            cloud.withLiveResource(FIRST, row);
        }

        Fleet fleet = inventory(cloud.start())
                .list(
                        new Scope(
                                List.of(),
                                new ClusterFilter(List.of(), List.of(), Map.of("owner", "plant"), List.of())),
                        in(Duration.ofMinutes(5)));

        assertThat(names(fleet)).containsExactly("plant");
    }

    @Test
    void malformedRowsLoseNoOtherAndAreCounted() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .withRow("connected-clusters", NullNode.getInstance())
                .withRow("connected-clusters", IntNode.valueOf(5))
                .withRow(
                        "connected-clusters", FleetCloud.JSON.createObjectNode().put("id", "/subscriptions/x"))
                .withRow("extensions", FleetCloud.JSON.createArrayNode())
                .withCluster(FIRST, "a")
                .withGraphCluster(FIRST, "perhaps-the-malformed-one", "Offline")
                .withLiveResource(FIRST, NullNode.getInstance());

        Fleet fleet = list(cloud);

        assertThat(names(fleet)).containsExactly("a", "perhaps-the-malformed-one");
        assertThat(fleet.unread())
                .allMatch(unread -> unread.reason() == Reason.MALFORMED)
                .extracting(Fleet.Unread::detail)
                .satisfiesExactlyInAnyOrder(
                        detail -> assertThat(detail).contains("3 rows of connected clusters"),
                        detail -> assertThat(detail).contains("1 rows of extensions"),
                        detail -> assertThat(detail).contains("1 clusters of Resource Manager's list"));
    }

    @Test
    void extensionsOfOtherParentsDisturbNobody() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .withCluster(FIRST, "a")
                .withExtension(FIRST, "elsewhere", "monitor");

        assertThat(seen(only(list(cloud)).azure().extensions())).isEmpty();
    }

    @Test
    void withoutSubscriptionsItSaysWhatIsMissing() {
        assertThatThrownBy(() -> list(new FleetCloud()))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("No subscription is visible")
                .hasMessageContaining("Reader");
    }

    @Test
    void whenNoSubscriptionOfTheScopeIsVisibleItSaysSo() {
        FleetCloud cloud = new FleetCloud().withSubscriptions(1);

        assertThatThrownBy(() -> inventory(cloud.start())
                        .list(new Scope(List.of(SECOND), ClusterFilter.all()), in(Duration.ofMinutes(5))))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining(SECOND)
                .hasMessageContaining("not visible");
    }

    @Test
    void whenSubscriptionsCannotBeListedItSaysWhyAndTellsNoToken() {
        FleetCloud cloud = new FleetCloud()
                .withSubscriptions(1)
                .failing(call -> Optional.of(Answer.error(
                        401, "InvalidAuthenticationToken", "The token Bearer " + ScriptedAzure.TOKEN + " is bad")));

        assertThatThrownBy(() -> list(cloud))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("401 InvalidAuthenticationToken")
                .hasMessageNotContaining(ScriptedAzure.TOKEN);
    }

    @Test
    void withoutTokenItSaysHowToSignIn() {
        ScriptedAzure azure = new FleetCloud().withSubscriptions(1).start();
        AzureFleetInventory inventory = new AzureFleetInventory(
                azure.connection(request -> Mono.error(new ClientAuthenticationException("No identity.", null))),
                Clock.fixed(NOW, ZoneOffset.UTC));

        assertThatThrownBy(() -> inventory.list(EVERYTHING, in(Duration.ofMinutes(5))))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("there is no token: No identity.")
                .hasMessageContaining("az login");
    }

    @Test
    void aDeadlineThatHasPassedEndsItBeforeTheFirstCall() {
        ScriptedAzure azure = new FleetCloud().withSubscriptions(1).start();

        assertThatThrownBy(() -> inventory(azure).list(EVERYTHING, NOW))
                .isInstanceOf(InventoryException.class)
                .hasMessageContaining("time is up");
        assertThat(azure.calls()).isEmpty();
    }

    @Test
    void aSubscriptionWithoutClustersIsNotListed() {
        ScriptedAzure azure = new FleetCloud().withSubscriptions(3).start();

        Fleet fleet = inventory(azure).list(EVERYTHING, in(Duration.ofMinutes(5)));

        assertThat(fleet.clusters()).isEmpty();
        assertThat(fleet.unread()).isEmpty();
        assertThat(liveCalls(azure)).isEmpty();
        assertThat(queries(azure, GraphTable.EXTENSIONS)).isEmpty();
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Fleet list(FleetCloud cloud) {
        return inventory(cloud.start()).list(EVERYTHING, in(Duration.ofMinutes(5)));
    }

    private static AzureFleetInventory inventory(ScriptedAzure azure) {
        return new AzureFleetInventory(azure.connection(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Instant in(Duration time) {
        return NOW.plus(time);
    }

    private static ClusterTarget only(Fleet fleet) {
        assertThat(fleet.clusters()).hasSize(1);
        return fleet.clusters().getFirst();
    }

    private static ConnectedCluster cluster(ClusterTarget target) {
        return seen(target.azure().resource());
    }

    private static <T> T seen(Observation<T> observation) {
        return observation.seen().orElseThrow();
    }

    private static List<String> names(Fleet fleet) {
        return fleet.clusters().stream().map(target -> target.identity().name()).toList();
    }

    private static List<Call> queries(ScriptedAzure azure, GraphTable table) {
        return azure.calls().stream()
                .filter(call -> call.body().path("query").asText().equals(table.query()))
                .toList();
    }

    private static List<Call> liveCalls(ScriptedAzure azure) {
        return azure.calls().stream()
                .filter(call -> call.path().endsWith("connectedClusters"))
                .toList();
    }
}
