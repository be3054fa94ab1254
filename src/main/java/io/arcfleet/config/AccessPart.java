package io.arcfleet.config;

/** What a way of cluster connect is put together from. */
public enum AccessPart {
    /** Microsoft's proxy, as a child of this process. */
    PROXY_PATH("the path of a file"),
    /** A proxy that already runs. */
    PROXY_URL("an address"),
    /** Service-account tokens in files. */
    TOKEN_FILE("the path of a file"),
    /** Service-account tokens in a Key Vault. */
    KEY_VAULT("the address of a vault"),
    /** Name of a cluster's secret in the vault. */
    KEY_VAULT_SECRET("the name of a secret"),
    /** Tag of the cluster that holds the name of its secret. */
    KEY_VAULT_SECRET_TAG("the name of a tag"),
    /** An app registration, for proof-of-possession tokens. */
    APP_CLIENT_ID("the id of an app registration"),
    /** Its tenant. */
    APP_TENANT_ID("the id of a tenant"),
    /** Its certificate and private key. */
    APP_CERTIFICATE("the path of a file");

    private final String meaning;

    AccessPart(String meaning) {
        this.meaning = meaning;
    }

    /** What its value is, for a sentence. */
    String meaning() {
        return meaning;
    }
}
