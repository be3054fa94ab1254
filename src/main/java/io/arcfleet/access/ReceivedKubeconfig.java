package io.arcfleet.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * A kubeconfig that a service sent. It may carry a server, certificates to trust and a token, and nothing else: a
 * service that could send more could start programs and read files here.
 */
sealed interface ReceivedKubeconfig {

    /** Characters; a genuine one has some thousands. */
    int LIMIT = 1024 * 1024;

    /**
     * A kubeconfig that carries only what it may.
     *
     * @param authority PEM certificates to trust, or null
     */
    record Accepted(
            HttpUrl server,
            @Nullable String authority,
            @Nullable String token,
            Names names) implements ReceivedKubeconfig {

        /**
         * As YAML with {@code token} for its user, or without one when null. It is written anew from what was read here:
         * another parser may see things in the text that came which this one does not.
         */
        String yaml(@Nullable String token) {
            Map<String, Object> cluster = new LinkedHashMap<>();
            cluster.put("server", server.toString());
            if (authority != null) {
                cluster.put(
                        "certificate-authority-data",
                        Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8)));
            }
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("apiVersion", "v1");
            document.put("kind", "Config");
            document.put("clusters", List.of(Map.of("name", names.cluster(), "cluster", cluster)));
            document.put(
                    "users",
                    List.of(Map.of("name", names.user(), "user", token == null ? Map.of() : Map.of("token", token))));
            document.put(
                    "contexts",
                    List.of(Map.of(
                            "name",
                            names.context(),
                            "context",
                            Map.of("cluster", names.cluster(), "user", names.user()))));
            document.put("current-context", names.context());
            return new Yaml().dump(document);
        }

        @Override
        public String toString() {
            return "Accepted[" + server + "]";
        }
    }

    /** What its cluster, its user and its context are called. */
    record Names(String cluster, String user, String context) {}

    /** A kubeconfig that is not used. */
    record Refused(Refusal why) implements ReceivedKubeconfig {}

    /** Why a kubeconfig is refused. */
    enum Refusal {
        NOT_YAML("it is not YAML in base64"),
        NOT_ONE_CLUSTER("it does not have exactly one cluster"),
        MORE_THAN_ONE_USER("it has more than one user"),
        NO_SERVER("its server is not an address"),
        PLAIN_HTTP("its server is not https"),
        EXEC("it wants to run a program (exec)"),
        AUTH_PROVIDER("it wants to use an auth-provider"),
        TOKEN_FILE("it wants to read a token from a file (tokenFile)"),
        PASSWORD("it carries a user name or password"),
        CLIENT_CERTIFICATE("it carries a client certificate"),
        FILE_REFERENCE("it refers to a file"),
        PROXY("it wants to go through another proxy (proxy-url)"),
        INSECURE("it switches the check of certificates off (insecure-skip-tls-verify)"),
        IMPERSONATION("it wants to act as somebody else"),
        UNKNOWN_CONTENT("it carries something that is not known to be harmless"),
        BAD_CERTIFICATE("its certificate authority is not base64"),
        BAD_TOKEN("its token cannot be sent");

        private final String sentence;

        Refusal(String sentence) {
            this.sentence = sentence;
        }

        /** The reason as the end of a sentence. */
        String sentence() {
            return sentence;
        }
    }

    /** Reads the base64 text of a service; the published samples are encoded twice, so a second layer is undone. */
    static ReceivedKubeconfig parse(String value) {
        return document(value).map(ReceivedKubeconfig::inspect).orElseGet(() -> new Refused(Refusal.NOT_YAML));
    }

    /** Reads the kubeconfig in an answer of Azure Resource Manager or of the proxy. */
    static ReceivedKubeconfig in(JsonNode answer) {
        return parse(answer.path("kubeconfigs").path(0).path("value").asText(""));
    }

    private static Optional<YamlObject> document(String value) {
        String text = value;
        for (int layer = 0; layer < 2 && text.length() <= 2 * LIMIT; layer++) {
            Optional<String> decoded = decode(text);
            if (decoded.isEmpty()) {
                return Optional.empty();
            }
            text = decoded.get();
            Optional<YamlObject> document = YamlObject.parse(text, LIMIT);
            if (document.isPresent()) {
                return document;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> decode(String text) {
        try {
            return Optional.of(
                    new String(Base64.getDecoder().decode(text.replaceAll("\\s++", "")), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ReceivedKubeconfig inspect(YamlObject document) {
        List<YamlObject> clusters = document.objects("clusters");
        List<YamlObject> users = document.objects("users");
        if (clusters.size() != 1) {
            return new Refused(Refusal.NOT_ONE_CLUSTER);
        }
        if (users.size() > 1) {
            return new Refused(Refusal.MORE_THAN_ONE_USER);
        }
        YamlObject cluster = clusters.getFirst().object("cluster");
        YamlObject user =
                users.isEmpty() ? YamlObject.empty() : users.getFirst().object("user");
        return refusal(cluster, Rules.CLUSTER, Rules.CLUSTER_HARMLESS)
                .or(() -> refusal(user, Rules.USER, Rules.USER_HARMLESS))
                .<ReceivedKubeconfig>map(Refused::new)
                .orElseGet(() -> accept(cluster, user, document));
    }

    private static Optional<Refusal> refusal(YamlObject object, Map<String, Refusal> refused, Set<String> harmless) {
        for (String key : object.keys()) {
            if (!harmless.contains(key)) {
                return Optional.of(refused.getOrDefault(key, Refusal.UNKNOWN_CONTENT));
            }
        }
        return Optional.empty();
    }

    private static ReceivedKubeconfig accept(YamlObject cluster, YamlObject user, YamlObject document) {
        String server = cluster.text("server");
        HttpUrl address = server == null ? null : HttpUrl.parse(server);
        if (address == null
                || !address.username().isEmpty()
                || !address.password().isEmpty()
                || address.encodedFragment() != null) {
            return new Refused(Refusal.NO_SERVER);
        }
        if (!address.isHttps()) {
            return new Refused(Refusal.PLAIN_HTTP);
        }
        String authority = cluster.text("certificate-authority-data");
        Optional<String> pem = authority == null ? Optional.of("") : decode(authority);
        if (pem.isEmpty()) {
            return new Refused(Refusal.BAD_CERTIFICATE);
        }
        String token = user.text("token");
        if (token != null && !BearerToken.isUsable(token)) {
            return new Refused(Refusal.BAD_TOKEN);
        }
        return new Accepted(address, pem.get().isEmpty() ? null : pem.get(), token, names(document));
    }

    private static Names names(YamlObject document) {
        return new Names(
                firstName(document, "clusters", "cluster"),
                firstName(document, "users", "user"),
                firstName(document, "contexts", "context"));
    }

    private static String firstName(YamlObject document, String list, String otherwise) {
        return document.objects(list).stream()
                .findFirst()
                .map(first -> first.text("name"))
                .orElse(otherwise);
    }

    /** What may stand in a received kubeconfig, and why the rest may not. */
    final class Rules {

        private static final Set<String> CLUSTER_HARMLESS = Set.of("server", "certificate-authority-data");
        private static final Set<String> USER_HARMLESS = Set.of("token");
        private static final Map<String, Refusal> CLUSTER = Map.of(
                "certificate-authority", Refusal.FILE_REFERENCE,
                "proxy-url", Refusal.PROXY,
                "insecure-skip-tls-verify", Refusal.INSECURE);
        private static final Map<String, Refusal> USER = Map.ofEntries(
                Map.entry("exec", Refusal.EXEC),
                Map.entry("auth-provider", Refusal.AUTH_PROVIDER),
                Map.entry("tokenFile", Refusal.TOKEN_FILE),
                Map.entry("username", Refusal.PASSWORD),
                Map.entry("password", Refusal.PASSWORD),
                Map.entry("client-certificate", Refusal.FILE_REFERENCE),
                Map.entry("client-key", Refusal.FILE_REFERENCE),
                Map.entry("client-certificate-data", Refusal.CLIENT_CERTIFICATE),
                Map.entry("client-key-data", Refusal.CLIENT_CERTIFICATE),
                Map.entry("as", Refusal.IMPERSONATION),
                Map.entry("as-groups", Refusal.IMPERSONATION),
                Map.entry("as-uid", Refusal.IMPERSONATION),
                Map.entry("as-user-extra", Refusal.IMPERSONATION));

        private Rules() {}
    }
}
