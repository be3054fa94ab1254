package io.arcfleet.config;

import java.util.regex.Pattern;

/** This machine as a host name. */
public final class Loopback {

    /** In its numeric form only, so that no name server can make another machine of it. */
    private static final Pattern IPV4 = Pattern.compile("127(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

    private Loopback() {}

    /**
     * Whether what is sent there stays on this machine.
     *
     * @param host of an address; an IPv6 address with brackets or without
     */
    public static boolean isHost(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || IPV4.matcher(host).matches();
    }
}
