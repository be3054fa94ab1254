package io.arcfleet.check.network;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A list of what does not go through the outbound proxy, as {@code NO_PROXY} and {@code --proxy-skip-range} have it.
 *
 * @param entries names, with or without a leading dot or wildcard, and ranges of addresses
 */
record ProxyExclusions(List<String> entries) {

    /** What the documentation demands at least, besides the range of the services. */
    private static final List<String> NAMES = List.of("kubernetes.default.svc", ".svc", ".svc.cluster.local");

    private static final String RANGE = "a range of addresses (the service CIDR)";

    ProxyExclusions {
        entries = List.copyOf(entries);
    }

    static ProxyExclusions parse(String text) {
        return new ProxyExclusions(Stream.of(text.split("[,;\\s]+"))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    /** What must be excluded and is not, in words. */
    List<String> missing() {
        if (entries.contains("*")) {
            return List.of();
        }
        Stream<String> names = NAMES.stream().filter(name -> entries.stream().noneMatch(entry -> covers(entry, name)));
        // Which range it must be, nothing tells that may be read.
        boolean range = entries.stream().anyMatch(entry -> entry.matches("[0-9a-f.:]+/[0-9]{1,3}"));
        return Stream.concat(names, range ? Stream.empty() : Stream.of(RANGE)).toList();
    }

    private static boolean covers(String entry, String name) {
        String suffix = bare(entry);
        String wanted = bare(name);
        return wanted.equals(suffix) || (!suffix.isEmpty() && wanted.endsWith("." + suffix));
    }

    private static String bare(String name) {
        return name.replaceFirst("^[*.]+", "");
    }
}
