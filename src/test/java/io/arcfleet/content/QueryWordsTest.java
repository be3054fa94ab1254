package io.arcfleet.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.access.NoAccess;
import io.arcfleet.check.CheckCatalog;
import io.arcfleet.check.Thresholds;
import io.arcfleet.sink.ClusterReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the words that queries compare with to the program: the compiler cannot know them. */
final class QueryWordsTest {

    private static final Pattern KEBAB = Pattern.compile("(?<!\\(\\?i\\))\"([a-z0-9]+(?:-[a-z0-9]+)+)\"");

    @Test
    void checksThatQueriesNameAreInTheCatalogue() throws IOException {
        assertThat(queries())
                .flatMap(query -> KEBAB.matcher(query)
                        .results()
                        .map(match -> match.group(1))
                        .toList())
                .hasSizeGreaterThan(5)
                .isSubsetOf(CheckCatalog.standard(Thresholds.defaults()).ids());
    }

    /** Else an installation without a way into clusters would show that it reaches none of them. */
    @Test
    void theTileKnowsTheWordsOfASideThatIsOff() throws IOException {
        String words = new NoAccess()
                .open(ClusterReports.healthy("store-1").target(), Instant.MAX)
                .failure()
                .orElseThrow()
                .detail();

        assertThat(Files.readString(Path.of("infra/workbooks/arc-fleet/overview/tiles.kql")))
                .contains("ReachFailure !endswith '" + words + "'");
    }

    /** They may be of chosen clusters, and would take the others out of the fleet, with their alerts. */
    @Test
    void scansOverHttpDoNotSayWhichClustersAreGone() throws IOException {
        assertThat(Files.readString(Path.of("infra/queries/ArcFleetClusterState.kql")))
                .containsPattern("let complete = scans\\s+\\| where Trigger != \"http\"");
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (AlertRule rule : AlertRule.all()) {
            queries.add(rule.query() + rule.parameters());
        }
        try (Stream<Path> files = Files.list(Path.of("infra", "queries"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".kql")).toList()) {
                queries.add(Files.readString(file));
            }
        }
        return queries;
    }
}
