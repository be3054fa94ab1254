package io.arcfleet.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A kubeconfig file that the operator named. It is trusted as far as kubectl trusts it: it may start credential plugins
 * and refer to other files. A kubeconfig from anywhere else is a {@link ReceivedKubeconfig}.
 */
public final class Kubeconfig {

    /** Characters; 5,000 contexts with their certificates are about 25 million. */
    private static final int FILE_LIMIT = 64 * 1024 * 1024;

    private final Map<String, KubeconfigContext> contexts;
    private final @Nullable String current;

    private Kubeconfig(Map<String, KubeconfigContext> contexts, @Nullable String current) {
        this.contexts = contexts;
        this.current = current;
    }

    /**
     * Reads a file. No plugin is started and no referenced file is read yet.
     *
     * @throws KubeconfigException with all problems at once
     */
    public static Kubeconfig load(Path file) {
        YamlObject document = YamlObject.parse(read(file), FILE_LIMIT)
                .orElseThrow(() -> new KubeconfigException(file.toString(), List.of("it is not a YAML mapping")));
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        List<String> problems = new ArrayList<>();
        Map<String, YamlObject> clusters = named(document, "clusters", "cluster");
        Map<String, YamlObject> users = named(document, "users", "user");
        Map<String, KubeconfigContext> contexts = new LinkedHashMap<>();
        named(document, "contexts", "context").forEach((name, context) -> {
            String clusterName = context.text("cluster");
            String userName = context.text("user");
            YamlObject cluster = clusterName == null ? null : clusters.get(clusterName);
            YamlObject user = userName == null ? YamlObject.empty() : users.get(userName);
            if (cluster == null) {
                problems.add("the context " + name + " names a cluster that is not there: " + clusterName);
            }
            if (user == null) {
                problems.add("the context " + name + " names a user that is not there: " + userName);
            }
            HttpUrl address = cluster == null ? null : address(cluster);
            if (cluster != null && address == null) {
                problems.add("the cluster " + clusterName + " has no server that is an http or https address");
            }
            if (address != null && cluster != null && user != null) {
                contexts.put(name, new KubeconfigContext(name, address, cluster, userName, user, folder));
            }
        });
        if (contexts.isEmpty() && problems.isEmpty()) {
            problems.add("it has no contexts");
        }
        if (!problems.isEmpty()) {
            throw new KubeconfigException(file.toString(), problems);
        }
        return new Kubeconfig(contexts, document.text("current-context"));
    }

    /** Names of the contexts, in the order of the file. */
    public List<String> contexts() {
        return List.copyOf(contexts.keySet());
    }

    /** The context of this name. */
    public Optional<KubeconfigContext> context(String name) {
        return Optional.ofNullable(contexts.get(name));
    }

    /** Name of the context that kubectl would use, if it is one of {@link #contexts}. */
    public Optional<String> currentContext() {
        return Optional.ofNullable(current).filter(contexts::containsKey);
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > FILE_LIMIT) {
                throw new KubeconfigException(file.toString(), List.of("it is larger than " + FILE_LIMIT + " bytes"));
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new KubeconfigException(file.toString(), List.of("it cannot be read as a text file"));
        }
    }

    private static Map<String, YamlObject> named(YamlObject document, String list, String content) {
        Map<String, YamlObject> byName = new LinkedHashMap<>();
        for (YamlObject entry : document.objects(list)) {
            String name = entry.text("name");
            if (name != null) {
                byName.putIfAbsent(name, entry.object(content));
            }
        }
        return byName;
    }

    /** kubectl takes a server without a scheme as http. */
    private static @Nullable HttpUrl address(YamlObject cluster) {
        String server = cluster.text("server");
        if (server == null) {
            return null;
        }
        return HttpUrl.parse(server.contains("://") ? server : "http://" + server);
    }
}
