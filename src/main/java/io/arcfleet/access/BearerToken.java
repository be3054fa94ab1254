package io.arcfleet.access;

/** What may stand in the header Authorization. */
public final class BearerToken {

    private BearerToken() {}

    /** Whether it is one word of visible ASCII, so that it can neither break the header nor be quoted in an error. */
    public static boolean isUsable(String token) {
        return !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    static String header(String token) {
        return "Bearer " + token;
    }
}
