package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.access.ReceivedKubeconfig.Accepted;
import io.arcfleet.access.ReceivedKubeconfig.Names;
import io.arcfleet.access.ReceivedKubeconfig.Refusal;
import io.arcfleet.access.ReceivedKubeconfig.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReceivedKubeconfigTest {

    private static final String GOOD = kubeconfig("server: https://127.0.0.1:47011/abc", "token: t0ken");

    /** For each refusal one kubeconfig that earns it. */
    private static final Map<Refusal, String> BAD = Map.ofEntries(
            Map.entry(Refusal.NOT_YAML, "just a sentence"),
            Map.entry(
                    Refusal.NOT_ONE_CLUSTER,
                    GOOD.replace("users:", "- {name: b, cluster: {server: https://b}}\nusers:")),
            Map.entry(
                    Refusal.MORE_THAN_ONE_USER, GOOD.replace("contexts:", "- {name: b, user: {token: t}}\ncontexts:")),
            Map.entry(Refusal.NO_SERVER, kubeconfig("server: 'not an address'", "token: t")),
            Map.entry(Refusal.PLAIN_HTTP, kubeconfig("server: http://127.0.0.1:47011/abc", "token: t")),
            Map.entry(Refusal.EXEC, user("exec: {command: /bin/sh}")),
            Map.entry(Refusal.AUTH_PROVIDER, user("auth-provider: {name: oidc}")),
            Map.entry(Refusal.TOKEN_FILE, user("tokenFile: /etc/passwd")),
            Map.entry(Refusal.PASSWORD, user("password: hunter2")),
            Map.entry(Refusal.CLIENT_CERTIFICATE, user("client-certificate-data: YQ==")),
            Map.entry(Refusal.FILE_REFERENCE, user("client-key: /home/me/key.pem")),
            Map.entry(Refusal.PROXY, cluster("proxy-url: http://evil.example:3128")),
            Map.entry(Refusal.INSECURE, cluster("insecure-skip-tls-verify: true")),
            Map.entry(Refusal.IMPERSONATION, user("as: admin")),
            Map.entry(Refusal.UNKNOWN_CONTENT, cluster("something-new: 1")),
            Map.entry(Refusal.BAD_CERTIFICATE, cluster("certificate-authority-data: '***'")),
            Map.entry(Refusal.BAD_TOKEN, kubeconfig("server: https://127.0.0.1:47011/abc", "token: \"a\\nb\"")));

    @Test
    void takesServerAuthorityAndToken() {
        String authority = Base64.getEncoder().encodeToString("PEM".getBytes(StandardCharsets.UTF_8));

        ReceivedKubeconfig parsed = parse(kubeconfig(
                "server: https://127.0.0.1:47011/abc\n    certificate-authority-data: " + authority, "token: t0ken"));

        assertThat(parsed).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.server()).hasToString("https://127.0.0.1:47011/abc");
            assertThat(accepted.authority()).isEqualTo("PEM");
            assertThat(accepted.token()).isEqualTo("t0ken");
            assertThat(accepted.toString()).doesNotContain("t0ken");
        });
    }

    @Test
    void aStructureThatContainsItselfIsRefusedLikeAnyOther() {
        assertThat(parse(cluster("something-new: &a {b: &b {c: *a}}"))).isEqualTo(new Refused(Refusal.UNKNOWN_CONTENT));
    }

    @Test
    void undoesASecondLayerOfBase64() {
        assertThat(ReceivedKubeconfig.parse(base64(base64(GOOD)))).isInstanceOf(Accepted.class);
    }

    @Test
    void writesItselfWithAnotherTokenOrNone() {
        Accepted accepted = (Accepted) parse(kubeconfig(
                "server: https://127.0.0.1:47011/abc\n    certificate-authority-data: " + base64("PEM"), "token: old"));

        assertThat(parse(accepted.yaml("new")))
                .isEqualTo(new Accepted(accepted.server(), "PEM", "new", new Names("c", "u", "x")));
        assertThat(parse(accepted.yaml(null)))
                .isEqualTo(new Accepted(accepted.server(), "PEM", null, new Names("c", "u", "x")));
    }

    /** Another parser reads the key as {@code exec}, this one as some bytes. */
    @Test
    void writesNothingThatItDidNotUnderstand() {
        Accepted accepted = (Accepted) parse(kubeconfig(
                        "server: https://127.0.0.1:47011/abc",
                        "!!binary ZXhlYw==: {command: /bin/sh}\n    true: /bin/sh")
                .replace("current-context: x", "current-context: x\nextensions: [/bin/sh]"));

        assertThat(accepted.yaml("t")).doesNotContain("/bin/sh", "binary", "extensions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me@127.0.0.1/abc",
                "https://me:pw@127.0.0.1/abc",
                "https://:pw@127.0.0.1/abc",
                "https://127.0.0.1/abc#x"
            })
    void refusesAnAddressWithMoreThanHostPortPathAndQuery(String server) {
        assertThat(parse(kubeconfig("server: \"" + server + "\"", "token: t")))
                .isEqualTo(new Refused(Refusal.NO_SERVER));
    }

    @Test
    void readsWhatAnchorsAndMergesBring() {
        assertThat(parse(user("<<: &hidden {exec: {command: /bin/sh}}"))).isEqualTo(new Refused(Refusal.EXEC));
        assertThat(parse(user("token: t\n    token: u"))).isEqualTo(new Refused(Refusal.NOT_YAML));
    }

    @Test
    void aDocumentThatGrowsWhenItIsReadIsRefused() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 100; i++) {
            String before = "*a" + (i - 1);
            laughs.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(",", Collections.nCopies(9, before))));
        }

        assertThat(parse(laughs + GOOD)).isEqualTo(new Refused(Refusal.NOT_YAML));
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void refusesEverythingElse(Refusal refusal) {
        assertThat(parse(Objects.requireNonNull(BAD.get(refusal)))).isEqualTo(new Refused(refusal));
        assertThat(refusal.sentence()).isNotBlank();
    }

    @Test
    void refusesEveryWayToNameAFileOrAPassword() {
        assertThat(parse(cluster("certificate-authority: /etc/ssl/ca.pem")))
                .isEqualTo(new Refused(Refusal.FILE_REFERENCE));
        assertThat(parse(user("client-certificate: cert.pem"))).isEqualTo(new Refused(Refusal.FILE_REFERENCE));
        assertThat(parse(user("username: root"))).isEqualTo(new Refused(Refusal.PASSWORD));
        assertThat(parse(user("client-key-data: YQ=="))).isEqualTo(new Refused(Refusal.CLIENT_CERTIFICATE));
    }

    @Test
    void refusesWhatIsNotBase64OrTooLarge() {
        assertThat(ReceivedKubeconfig.parse("%%%")).isEqualTo(new Refused(Refusal.NOT_YAML));
        assertThat(ReceivedKubeconfig.parse("")).isEqualTo(new Refused(Refusal.NOT_YAML));
        assertThat(parse(GOOD + "#".repeat(ReceivedKubeconfig.LIMIT))).isEqualTo(new Refused(Refusal.NOT_YAML));
    }

    @Test
    void everyRefusalHasItsExample() {
        assertThat(BAD.keySet()).isEqualTo(EnumSet.allOf(Refusal.class));
    }

    private static ReceivedKubeconfig parse(String yaml) {
        return ReceivedKubeconfig.parse(base64(yaml));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String cluster(String line) {
        return kubeconfig("server: https://127.0.0.1:47011/abc\n    " + line, "token: t");
    }

    private static String user(String line) {
        return kubeconfig("server: https://127.0.0.1:47011/abc", line);
    }

    private static String kubeconfig(String cluster, String user) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: c
                  cluster:
                    %s
                users:
                - name: u
                  user:
                    %s
                contexts:
                - name: x
                  context: {cluster: c, user: u}
                current-context: x
                """.formatted(cluster, user);
    }
}
