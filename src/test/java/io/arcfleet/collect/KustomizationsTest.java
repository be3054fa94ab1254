package io.arcfleet.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code kubectl apply -k} and Flux find in {@code infra/cluster-access}. */
final class KustomizationsTest {

    private static final String FILE = ShippedRules.KUSTOMIZATION;

    @Test
    void everyKustomizationNamesWhatIsThere() throws IOException {
        assertThat(kustomizations()).hasSizeGreaterThan(7).allSatisfy(kustomization -> {
            Map<?, ?> document = ShippedRules.documents(kustomization).getFirst();
            assertThat(document.get("apiVersion")).isEqualTo("kustomize.config.k8s.io/v1beta1");
            assertThat(document.get("kind")).isEqualTo("Kustomization");
            assertThat(named(kustomization))
                    .isNotEmpty()
                    .allSatisfy(path -> assertThat(path)
                            .satisfiesAnyOf(
                                    file -> assertThat(file).isRegularFile(),
                                    folder -> assertThat(folder.resolve(FILE)).isRegularFile()));
        });
    }

    @Test
    void everyFileIsNamedByTheKustomizationOfItsFolder() throws IOException {
        List<Path> named = new ArrayList<>();
        for (Path kustomization : kustomizations()) {
            named.addAll(
                    named(kustomization).stream().filter(Files::isRegularFile).toList());
        }
        assertThat(ShippedRules.files().stream().filter(file -> !file.endsWith(FILE)))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void everyObjectHasAKindAndAName() throws IOException {
        for (Path file : ShippedRules.files()) {
            assertThat(ShippedRules.documents(file)).isNotEmpty().allSatisfy(document -> {
                assertThat(document.get("apiVersion")).isNotNull();
                assertThat(document.get("kind")).isNotNull();
                assertThat(file.endsWith(FILE) || document.containsKey("metadata"))
                        .isTrue();
            });
        }
    }

    @Test
    void noSecretHasAValueInGit() throws IOException {
        List<Map<?, ?>> secrets = ShippedRules.documents().stream()
                .filter(document -> "Secret".equals(document.get("kind")))
                .<Map<?, ?>>map(document -> document)
                .toList();
        assertThat(secrets)
                .isNotEmpty()
                .allSatisfy(secret -> assertThat(secret.keySet().stream().map(String::valueOf))
                        .isSubsetOf("apiVersion", "kind", "metadata", "type"));
    }

    @Test
    void theRolloutNamesFoldersThatAreThere() throws IOException {
        Path folder = Path.of("infra/cluster-access");
        String module = Files.readString(folder.resolve("rollout/flux-configuration.bicep"));
        assertThat(List.of("base", "helm-release", "helm-release-default", "flux", "token"))
                .allSatisfy(part -> {
                    assertThat(module).containsPattern("\\b" + part + "\\b");
                    assertThat(folder.resolve(part).resolve(FILE)).isRegularFile();
                });
    }

    private static List<Path> kustomizations() throws IOException {
        return ShippedRules.files().stream().filter(file -> file.endsWith(FILE)).toList();
    }

    private static List<Path> named(Path kustomization) throws IOException {
        return ShippedRules.list(
                        ShippedRules.documents(kustomization).getFirst().get("resources"))
                .stream()
                .map(name -> kustomization.resolveSibling(ShippedRules.text(name)))
                .toList();
    }
}
