package io.arcfleet.check.clusterconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.collect.ShippedRules;
import io.arcfleet.collect.ShippedRules.Permission;
import io.arcfleet.snapshot.Permissions;
import io.arcfleet.snapshot.Permissions.Rule;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReadRuleTest {

    private static final ReadRule SECRETS = ReadRule.of("secrets").getFirst();
    private static final ReadRule CONFIG = ReadRule.of("config").getFirst();

    @Test
    void theRulesAreThoseThatAreShipped() throws IOException {
        Set<Permission> rules = new LinkedHashSet<>();
        for (ReadRule rule : ReadRule.ALL) {
            for (String name : rule.names().isEmpty() ? List.of("") : rule.names()) {
                rules.add(new Permission(rule.namespace(), rule.apiGroup(), rule.resource(), name, rule.verb()));
            }
        }
        assertThat(rules).isEqualTo(ShippedRules.granted());
    }

    @Test
    void everyLogNeedsTheSameRule() {
        assertThat(ReadRule.of("log deployment/config-agent/manager (previous)"))
                .extracting(ReadRule::resource)
                .containsExactly("pods/log");
        assertThat(ReadRule.of("permissions")).isEmpty();
    }

    @Test
    void aRuleIsCoveredByItselfAndByAsterisks() {
        assertThat(SECRETS.isIn(allowed("list", "", "secrets"))).isTrue();
        assertThat(SECRETS.isIn(allowed("*", "*", "*"))).isTrue();
        assertThat(SECRETS.isIn(allowed("get", "", "secrets"))).isFalse();
        assertThat(SECRETS.isIn(allowed("list", "apps", "secrets"))).isFalse();
        assertThat(SECRETS.isIn(allowed("list", "", "pods"))).isFalse();
    }

    @Test
    void aRuleForSomeNamesAllowsTheseAndNoList() {
        assertThat(CONFIG.isIn(allowed("get", "", "configmaps", "azure-clusterconfig")))
                .isTrue();
        assertThat(CONFIG.isIn(allowed("get", "", "configmaps", "other"))).isFalse();
        assertThat(SECRETS.isIn(allowed("list", "", "secrets", "one"))).isFalse();
    }

    @Test
    void aPathIsCoveredByItselfAndByAPathThatEndsInAnAsterisk() {
        ReadRule version = ReadRule.of("version").getFirst();
        assertThat(version.isIn(reading("/version"))).isTrue();
        assertThat(version.isIn(reading("/ver*"))).isTrue();
        assertThat(version.isIn(reading("*"))).isTrue();
        assertThat(version.isIn(reading("/healthz", "/version/"))).isFalse();
        assertThat(version.isIn(allowed("get", "", "/version"))).isFalse();
    }

    @Test
    void writesLinesToPaste() {
        assertThat(ReadRule.yaml(List.of(CONFIG, ReadRule.of("version").getFirst(), SECRETS)))
                .isEqualTo("""
                        # ClusterRole arcfleet-scanner
                        - nonResourceURLs: ["/version"]
                          verbs: ["get"]
                        # Role arcfleet-scanner in namespace azure-arc
                        - apiGroups: [""]
                          resources: ["configmaps"]
                          resourceNames: ["azure-clusterconfig"]
                          verbs: ["get"]
                        - apiGroups: [""]
                          resources: ["secrets"]
                          verbs: ["list"]""");
    }

    private static Permissions reading(String... paths) {
        return new Permissions(List.of(), List.of(paths), false);
    }

    private static Permissions allowed(String verb, String group, String resource, String... names) {
        return new Permissions(
                List.of(new Rule(List.of(verb), List.of(group), List.of(resource), List.of(names))), List.of(), false);
    }
}
