package io.arcfleet.sink;

/** The version of this product, as rows, files and the command line show it. */
public final class ProductVersion {
    private ProductVersion() {}

    /** The implementation version of the jar, or {@code development} when it does not run from one. */
    public static String current() {
        String version = ProductVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
