package io.arcfleet.content;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.check.clusterconnect.ReadRule;
import io.arcfleet.collect.ShippedRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the tables of permissions in docs/deploy.md to the code and the files; {@link BicepIT} does it for the roles. */
final class PermissionTableTest {

    @Test
    void everyActionIsThatOfTheShippedRole() throws IOException {
        JsonNode role = new JsonMapper()
                .readTree(Path.of("infra/cluster-access/arm-role.json").toFile());
        Set<String> actions = new HashSet<>();
        role.path("Actions").forEach(action -> actions.add(action.asText()));

        assertThat(PermissionTable.read().scannerActions()).isNotEmpty().isEqualTo(actions);
    }

    @Test
    void everyVerbIsOneThatAReadNeeds() throws IOException {
        Set<List<String>> needed = ReadRule.ALL.stream()
                .flatMap(rule -> (rule.names().isEmpty() ? Stream.of("") : rule.names().stream())
                        .map(name -> List.of(rule.namespace(), rule.apiGroup(), rule.resource(), name, rule.verb())))
                .collect(toSet());

        assertThat(PermissionTable.read().verbs()).isEqualTo(needed);
    }

    @Test
    void everyVerbIsOneThatTheFilesGrant() throws IOException {
        Set<List<String>> granted = ShippedRules.granted().stream()
                .map(rule -> List.of(rule.namespace(), rule.group(), rule.resource(), rule.name(), rule.verb()))
                .collect(toSet());

        assertThat(PermissionTable.read().verbs()).isEqualTo(granted);
    }

    @Test
    void everyRowSaysWhy() throws IOException {
        assertThat(PermissionTable.read().unexplained()).isEmpty();
    }
}
