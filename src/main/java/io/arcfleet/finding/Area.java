package io.arcfleet.finding;

/** The part of an Arc-enabled cluster that a check is about. */
public enum Area {
    CONNECTIVITY("connectivity"),
    IDENTITY("identity"),
    AGENTS("agents"),
    CLUSTER_CONNECT("cluster connect"),
    NETWORK("network"),
    VERSIONS("versions"),
    EXTENSIONS("extensions"),
    GITOPS("gitops");

    private final String word;

    Area(String word) {
        this.word = word;
    }

    /** The area as it is written in rows and reports. */
    public String word() {
        return word;
    }
}
