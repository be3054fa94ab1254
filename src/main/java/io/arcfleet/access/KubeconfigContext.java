package io.arcfleet.access;

import java.nio.file.Path;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** A context of the operator's kubeconfig: a server and the user to be there. */
public final class KubeconfigContext {

    private final String name;
    private final HttpUrl address;
    private final YamlObject cluster;
    private final @Nullable String userName;
    private final YamlObject user;
    private final Path folder;

    KubeconfigContext(
            String name, HttpUrl address, YamlObject cluster, @Nullable String userName, YamlObject user, Path folder) {
        this.name = name;
        this.address = address;
        this.cluster = cluster;
        this.userName = userName;
        this.user = user;
        this.folder = folder;
    }

    /** Name of the context. */
    public String name() {
        return name;
    }

    /** Address of the API server, for people. */
    public String server() {
        return address.newBuilder().username("").password("").build().toString();
    }

    /** Host of the API server in lower case; an IPv6 address without brackets. */
    public String host() {
        return address.host();
    }

    HttpUrl address() {
        return address;
    }

    YamlObject cluster() {
        return cluster;
    }

    @Nullable
    String userName() {
        return userName;
    }

    YamlObject user() {
        return user;
    }

    /** Folder of the file; relative references start here. */
    Path folder() {
        return folder;
    }

    @Override
    public String toString() {
        return "KubeconfigContext[" + name + ", " + server() + "]";
    }
}
