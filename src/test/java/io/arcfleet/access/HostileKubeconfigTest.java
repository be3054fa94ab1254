package io.arcfleet.access;

import static io.arcfleet.access.ConnectScene.HASH;
import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation.Unavailable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a service may try with a kubeconfig, at both places where one comes in. */
final class HostileKubeconfigTest {

    private static final String OWN = "server: https://127.0.0.1:1/" + HASH;

    private final ConnectScene scene = new ConnectScene();

    @AfterEach
    void close() {
        scene.close();
    }

    static Stream<Arguments> attempts() {
        return Stream.of(
                Arguments.of(OWN, "{exec: {command: /bin/sh, apiVersion: v1}}", "run a program (exec)"),
                Arguments.of(OWN, "{auth-provider: {name: oidc}}", "auth-provider"),
                Arguments.of(OWN, "{tokenFile: /var/run/secrets/token}", "token from a file (tokenFile)"),
                Arguments.of(OWN, "{client-key: /etc/ssl/key.pem}", "refers to a file"),
                Arguments.of(OWN + "\n    certificate-authority: /etc/ssl/ca.pem", "{}", "refers to a file"),
                Arguments.of("server: http://127.0.0.1:1/" + HASH, "{}", "its server is not https"),
                Arguments.of(OWN + "\n    proxy-url: http://evil.example:3128", "{}", "another proxy"),
                Arguments.of(OWN + "\n    insecure-skip-tls-verify: true", "{}", "check of certificates off"),
                Arguments.of(OWN, "{as: admin}", "somebody else"));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void isRefusedOfAzureResourceManager(String cluster, String user, String why) {
        scene.arm.kubeconfig = ConnectScene.kubeconfig(cluster, user);

        assertRefused("the kubeconfig from Azure Resource Manager is refused: ", why);
        assertThat(scene.proxy().control.received()).as("the proxy is not told").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void isRefusedOfTheProxy(String cluster, String user, String why) {
        scene.proxy().clusterLines = cluster;
        scene.proxy().userLines = user;

        assertRefused("the kubeconfig from the proxy is refused: ", why);
    }

    @Test
    void theAddressOfAnotherHostIsRefused() {
        for (String host : new String[] {"evil.example", "127.0.0.1.evil.example", "10.0.0.1", "[2001:db8::1]"}) {
            scene.proxy().clusterLines =
                    "server: https://" + host + ":" + scene.proxy().api.port() + "/" + HASH;
            assertRefused("the proxy answered with", "another host");
        }
    }

    @Test
    void theAddressOfAnotherClusterIsRefused() {
        for (String path : new String[] {HASH.replace('0', '1'), HASH + "/x", "", HASH + "?x=1"}) {
            scene.proxy().clusterLines =
                    "server: https://127.0.0.1:" + scene.proxy().api.port() + "/" + path;
            assertRefused("the proxy answered with", "another cluster");
        }
    }

    @Test
    void garbageIsRefused() {
        scene.arm.kubeconfig = "%%%";
        assertRefused("the kubeconfig from Azure Resource Manager is refused: ", "not YAML in base64");
    }

    private void assertRefused(String who, String why) {
        Unavailable<ClusterTunnel> failure = scene.failure();
        assertThat(failure.fault()).isEqualTo(AccessFault.KUBECONFIG_REFUSED);
        assertThat(failure.detail()).startsWith(who).contains(why);
        assertThat(scene.proxy().api.received()).isEmpty();
    }
}
