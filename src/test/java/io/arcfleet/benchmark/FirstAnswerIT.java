package io.arcfleet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first invocation of a new instance loads, in a JVM like that of the platform. */
@Timeout(180)
final class FirstAnswerIT {

    /** Most of a second each: the clients that only a scan needs. */
    private static final List<String> OF_A_SCAN = List.of(
            "io.kubernetes.",
            "okhttp3.",
            "com.azure.resourcemanager.",
            "com.azure.identity.",
            "com.microsoft.aad.msal4j.",
            "com.azure.monitor.ingestion.",
            "com.google.re2j.",
            "io.arcfleet.check.",
            "io.arcfleet.signature.");

    @TempDir
    private Path folder;

    private final StoredScan scan = StoredScan.write();

    @ParameterizedTest
    @ValueSource(strings = {"scanStatus", "listScans"})
    void aFunctionThatLooksIntoTheLedgerAnswersWithoutTheClientsOfAScan(String function) throws Exception {
        WorkerJvm.Loaded loaded = new WorkerJvm(folder, scan.settings()).callLogged(function, scan.scanId());

        assertThat(loaded.line()).startsWith("200 {").contains("\"scanId\":\"" + scan.scanId() + "\"");
        // The log is one of a real call.
        assertThat(loaded.classes())
                .contains("io.arcfleet.function.FunctionWiring", "com.azure.data.tables.TableClient");
        assertThat(loaded.classes())
                .filteredOn(name -> OF_A_SCAN.stream().anyMatch(name::startsWith))
                .isEmpty();
    }
}
