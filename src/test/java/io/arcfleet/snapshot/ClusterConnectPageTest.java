package io.arcfleet.snapshot;

import io.arcfleet.GeneratedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The faults and their remedies as {@code docs/cluster-connect.md} lists them. */
final class ClusterConnectPageTest {

    private static final Path PAGE = Path.of("docs/cluster-connect.md");
    private static final String BEGIN = "<!-- faults -->\n";
    private static final String END = "<!-- /faults -->";

    @Test
    void thePageListsEveryFaultWithItsRemedy() throws IOException {
        String page = Files.readString(PAGE);
        String table = Arrays.stream(AccessFault.values())
                .map(fault -> "| " + fault.word() + " | " + fault.reason().word() + " | " + fault.remedy() + " |\n")
                .collect(Collectors.joining("", "| fault | reason | what to do |\n|---|---|---|\n", ""));

        new GeneratedPage(PAGE)
                .holds(page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                        + table
                        + page.substring(page.indexOf(END)));
    }
}
