package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KubeconfigTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @Test
    void knowsItsContexts() throws IOException {
        Kubeconfig kubeconfig = Kubeconfig.load(file("""
                apiVersion: v1
                current-context: prod
                clusters:
                - {name: c1, cluster: {server: "https://one.example:6443"}}
                - {name: c2, cluster: {server: "two.example:8080"}}
                users:
                - {name: u, user: {token: s3cret}}
                contexts:
                - {name: dev, context: {cluster: c1, user: u}}
                - {name: prod, context: {cluster: c2}}
                """));

        assertThat(kubeconfig.contexts()).containsExactly("dev", "prod");
        assertThat(kubeconfig.currentContext()).contains("prod");
        assertThat(kubeconfig.context("dev").map(KubeconfigContext::server)).contains("https://one.example:6443/");
        assertThat(kubeconfig.context("prod").map(KubeconfigContext::server)).contains("http://two.example:8080/");
        assertThat(kubeconfig.context("other")).isEmpty();
        assertThat(kubeconfig.context("dev").toString()).doesNotContain("s3cret");
    }

    @Test
    void namesEveryProblemAtOnce() throws IOException {
        assertThat(problems("""
                clusters:
                - {name: c, cluster: {server: "ftp://one"}}
                contexts:
                - {name: a, context: {cluster: absent}}
                - {name: b, context: {cluster: c, user: nobody}}
                """))
                .containsExactly(
                        "the context a names a cluster that is not there: absent. Mend or remove it in the kubeconfig.",
                        "the context b names the cluster c, which has no server that is an http or https address, and names"
                                + " a user that is not there: nobody. Mend or remove it in the kubeconfig.");
    }

    @Test
    void aContextThatCannotBeUsedCostsOnlyItself() throws IOException {
        Kubeconfig kubeconfig = Kubeconfig.load(file("""
                clusters:
                - {name: c, cluster: {server: "https://one"}}
                contexts:
                - {name: lost, context: {cluster: absent}}
                - {name: good, context: {cluster: c}}
                - {name: nobody, context: {cluster: c, user: absent}}
                """));

        assertThat(kubeconfig.contexts()).containsExactly("lost", "good", "nobody");
        assertThat(kubeconfig.fault("good")).isEmpty();
        assertThat(kubeconfig.fault("lost")).get().asString().contains("a cluster that is not there: absent");
        assertThat(kubeconfig.context("lost")).isEmpty();
        assertThat(kubeconfig.fault("nobody")).get().asString().contains("a user that is not there: absent");
        assertThat(kubeconfig.context("nobody").map(KubeconfigContext::host))
                .as("its cluster keeps the id that it has with a user")
                .contains("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"as: admin", "as-groups: [g]", "as-uid: '7'", "as-user-extra: {scopes: [view]}"})
    void aUserThatActsAsSomebodyElseIsRefused(String field) throws IOException {
        Kubeconfig kubeconfig = Kubeconfig.load(file("""
                clusters:
                - {name: c, cluster: {server: "https://one"}}
                users:
                - {name: self, user: {token: s3cret}}
                - {name: other, user: {token: s3cret, %s}}
                contexts:
                - {name: good, context: {cluster: c, user: self}}
                - {name: masked, context: {cluster: c, user: other}}
                """.formatted(field)));

        assertThat(kubeconfig.fault("good")).isEmpty();
        assertThat(kubeconfig.fault("masked"))
                .get()
                .asString()
                .contains("acts as somebody else (" + field.replaceFirst(":.*", "") + ")", "rights of its own")
                .doesNotContain("s3cret");
    }

    @Test
    void saysWhatIsNoKubeconfig() throws IOException {
        assertThat(problems("a: [")).containsExactly("it is not a YAML mapping");
        assertThat(problems("- a")).containsExactly("it is not a YAML mapping");
        assertThat(problems("contexts: []")).containsExactly("it has no contexts");
        assertThat(problems("contexts: nonsense")).containsExactly("it has no contexts");
        assertThat(problemsOf(folder.resolve("absent"))).containsExactly("it cannot be read as a text file");
    }

    @Test
    void doesNotQuoteTheFile() throws IOException {
        KubeconfigException failure =
                catchThrowableOfType(KubeconfigException.class, () -> Kubeconfig.load(file("token: s3cret: oops")));

        assertThat(failure).hasMessageNotContaining("s3cret").hasNoCause();
    }

    private List<String> problems(String yaml) throws IOException {
        return problemsOf(file(yaml));
    }

    private static List<String> problemsOf(Path file) {
        return catchThrowableOfType(KubeconfigException.class, () -> Kubeconfig.load(file))
                .problems();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("config"), yaml, StandardCharsets.UTF_8);
    }
}
