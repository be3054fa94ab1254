package io.arcfleet.check.versions;

import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the agents, of Kubernetes or of OpenShift, compared by its numbers.
 *
 * @param suffix what follows the numbers, for example {@code -preview} or {@code +k3s1}; empty for most, and not compared
 */
public record Version(int major, int minor, int patch, String suffix) {

    /** Minor versions before the newest that are supported too: N-2, for agents and Kubernetes, from the page on agent upgrades. */
    private static final int SUPPORTED_MINORS_BACK = 2;

    private static final Pattern FORM = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?([-+.]\\S*)?");

    private static final Comparator<Version> BY_NUMBERS = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::patch);

    /** Reads a version such as {@code 1.36.1}, {@code 1.36}, {@code v1.36.1-preview} or {@code v1.35.3+k3s1}. */
    public static Optional<Version> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String patch = matcher.group(3);
        String suffix = matcher.group(4);
        return Optional.of(new Version(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch),
                suffix == null ? "" : suffix));
    }

    /** The version that {@code text} says; malformed when it says none. {@code what} begins the sentence on that. */
    static Observation<Version> observed(String text, String what) {
        return parse(text)
                .map(Observation::of)
                .orElseGet(() -> Observation.unavailable(Reason.MALFORMED, what + " is not of the form 1.2.3."));
    }

    /** Whether this version is in the support window whose newest version is {@code newest}. Newer ones are. */
    public boolean isSupportedWith(Version newest) {
        return major > newest.major || (major == newest.major && minor >= newest.minor - SUPPORTED_MINORS_BACK);
    }

    /** The oldest minor version of the support window whose newest version is this one. */
    public Version oldestSupported() {
        return new Version(major, Math.max(0, minor - SUPPORTED_MINORS_BACK), 0, "");
    }

    /** Whether the numbers of this version are lower. */
    public boolean isOlderThan(Version other) {
        return BY_NUMBERS.compare(this, other) < 0;
    }

    /** Whether all three numbers are the same. */
    public boolean hasNumbersOf(Version other) {
        return BY_NUMBERS.compare(this, other) == 0;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch + suffix;
    }
}
