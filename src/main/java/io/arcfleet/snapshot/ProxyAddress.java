package io.arcfleet.snapshot;

import java.util.regex.Pattern;

/** Addresses of outbound proxies, which may hold a user name and a password. */
public final class ProxyAddress {

    /** Up to the last at sign: in a password it may stand unescaped, in a host or a list of hosts it cannot. */
    private static final Pattern USER_INFO = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)?.*@", Pattern.DOTALL);

    private ProxyAddress() {}

    /** The address without its user name and password. */
    public static String withoutCredentials(String address) {
        return USER_INFO.matcher(address).replaceFirst("$1");
    }
}
