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
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A kubeconfig file that the operator named. It is trusted as far as kubectl trusts it: it may start credential plugins
 * and refer to other files. A kubeconfig from anywhere else is a {@link ReceivedKubeconfig}.
 */
public final class Kubeconfig {

    /** Characters; 5,000 contexts with their certificates are about 25 million. */
    private static final int FILE_LIMIT = 64 * 1024 * 1024;

    private static final List<String> IMPERSONATION = List.of("as", "as-groups", "as-uid", "as-user-extra");

    private final List<String> names;
    private final Map<String, KubeconfigContext> contexts;
    private final Map<String, String> faults;
    private final @Nullable String current;

    private Kubeconfig(
            List<String> names,
            Map<String, KubeconfigContext> contexts,
            Map<String, String> faults,
            @Nullable String current) {
        this.names = List.copyOf(names);
        this.contexts = contexts;
        this.faults = faults;
        this.current = current;
    }

    /**
     * Reads a file. No plugin is started and no referenced file is read yet. A context that cannot be used costs only
     * itself: {@link #fault} has the reason.
     *
     * @throws KubeconfigException when no context can be used, with all problems at once
     */
    public static Kubeconfig load(Path file) {
        YamlObject document = YamlObject.parse(read(file), FILE_LIMIT)
                .orElseThrow(() -> new KubeconfigException(file.toString(), List.of("it is not a YAML mapping")));
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        Map<String, YamlObject> clusters = named(document, "clusters", "cluster");
        Map<String, YamlObject> users = named(document, "users", "user");
        Map<String, YamlObject> entries = named(document, "contexts", "context");
        Map<String, KubeconfigContext> contexts = new LinkedHashMap<>();
        Map<String, String> faults = new LinkedHashMap<>();
        entries.forEach((name, context) -> {
            String clusterName = context.text("cluster");
            String userName = context.text("user");
            YamlObject cluster = clusterName == null ? null : clusters.get(clusterName);
            YamlObject user = userName == null ? YamlObject.empty() : users.get(userName);
            HttpUrl address = cluster == null ? null : address(cluster);
            List<String> problems = new ArrayList<>();
            if (cluster == null) {
                problems.add("names a cluster that is not there: " + clusterName);
            } else if (address == null) {
                problems.add(
                        "names the cluster " + clusterName + ", which has no server that is an http or https address");
            } else {
                contexts.put(
                        name,
                        new KubeconfigContext(
                                name, address, cluster, userName, user == null ? YamlObject.empty() : user, folder));
            }
            if (user == null) {
                problems.add("names a user that is not there: " + userName);
            } else if (!impersonation(user).isEmpty()) {
                problems.add("has a user that acts as somebody else (" + impersonation(user)
                        + "), which the scanner does not do: give it a user with the rights of its own");
            }
            if (!problems.isEmpty()) {
                faults.put(
                        name,
                        "the context " + name + " " + String.join(", and ", problems)
                                + ". Mend or remove it in the kubeconfig.");
            }
        });
        if (entries.isEmpty()) {
            throw new KubeconfigException(file.toString(), List.of("it has no contexts"));
        }
        if (faults.keySet().containsAll(entries.keySet())) {
            throw new KubeconfigException(file.toString(), List.copyOf(faults.values()));
        }
        return new Kubeconfig(List.copyOf(entries.keySet()), contexts, faults, document.text("current-context"));
    }

    /** Names of the contexts, in the order of the file; also of those with a {@link #fault}. */
    public List<String> contexts() {
        return names;
    }

    /** Why the context of this name cannot be used, as a sentence; empty when it can, or is not there. */
    public Optional<String> fault(String name) {
        return Optional.ofNullable(faults.get(name));
    }

    /** The context of this name; empty also when it leads to no server. Not to be used when it has a {@link #fault}. */
    public Optional<KubeconfigContext> context(String name) {
        return Optional.ofNullable(contexts.get(name));
    }

    /** Name of the context that kubectl would use, if it is one of {@link #contexts}. */
    public Optional<String> currentContext() {
        return Optional.ofNullable(current).filter(names::contains);
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

    /**
     * The fields by which kubectl would have the API server take the user for somebody else; ignoring them would read with
     * other rights than the file says.
     */
    private static String impersonation(YamlObject user) {
        return IMPERSONATION.stream().filter(user::has).collect(Collectors.joining(", "));
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
