package io.arcfleet.scan;

import java.util.Objects;

/** The version of this program. */
public final class ProductVersion {

    private ProductVersion() {}

    /** The version of the jar, or {@code development} when run from class files. */
    public static String current() {
        String version = ProductVersion.class.getPackage().getImplementationVersion();
        return Objects.requireNonNullElse(version, "development");
    }
}
