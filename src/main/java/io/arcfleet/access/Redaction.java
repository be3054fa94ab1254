package io.arcfleet.access;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what looks like a secret in text that comes from outside. Rather too much than too little: a run of base64
 * that was an image digest may be lost, a token must not pass. Every pattern starts at a fixed word or at the start of a
 * run and never gives back what it took, so the time grows with the length of the text only.
 */
public final class Redaction {

    private static final String MARK = "[redacted]";

    /** With or without its end: a log cut in the middle of a key still holds most of the key. */
    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\\s\\\\:,]*+(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?");

    private static final Pattern USER_INFO = Pattern.compile("://[^\\s/@:\"'<>]{0,256}+:[^\\s/@\"'<>]{1,256}+@");

    private static final Pattern SHARED_ACCESS = Pattern.compile("(?i)(SharedAccessSignature)\\s++[^\\s\"',;]++");

    private static final Pattern JWT =
            Pattern.compile("(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{5,}+\\.[A-Za-z0-9_-]{5,}+(?:\\.[A-Za-z0-9_-]*+)?");

    private static final Pattern SCHEME =
            Pattern.compile("(?i)(\\bbearer|\\bauthorization\\\\?[\"']?\\s{0,3}[:=]\\s{0,3}\\\\?[\"']?[a-z]{1,20}+)"
                    + "\\s++[A-Za-z0-9._~+/=-]{8,}+");

    /** Assignments: {@code sig=...}, {@code password: ...}, {@code "clientSecret":"..."}, escaped JSON in JSON too. */
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?i)((?<![a-z])sig|passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|credential)"
                    + "(\\\\?[\"']?)(\\s{0,3}[:=]\\s{0,3})(\\\\?[\"']?)([^\\s\"'&,;\\\\}]{1,4096}+)");

    /** In prose ("token: context deadline exceeded") a value must look like one; addresses are no secrets. */
    private static final Pattern LOOKS_LIKE_SECRET = Pattern.compile("(?!https?:)(?=\\D{0,64}\\d).{8,}+");

    private static final Pattern BASE64_RUN = Pattern.compile("(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40,}+={0,2}+");

    private Redaction() {}

    /** The text with every recognised secret replaced by {@code [redacted]}. */
    public static String redact(String text) {
        String safe = PRIVATE_KEY.matcher(text).replaceAll(MARK);
        safe = USER_INFO.matcher(safe).replaceAll("://" + MARK + "@");
        safe = SHARED_ACCESS.matcher(safe).replaceAll("$1 " + MARK);
        safe = JWT.matcher(safe).replaceAll(MARK);
        safe = SCHEME.matcher(safe).replaceAll("$1 " + MARK);
        safe = ASSIGNMENT
                .matcher(safe)
                .replaceAll(match -> Matcher.quoteReplacement(
                        isProse(match.group(1), match.group(2), match.group(3), match.group(4), match.group(5))
                                ? match.group()
                                : match.group(1) + match.group(2) + match.group(3) + match.group(4) + MARK));
        return BASE64_RUN.matcher(safe).replaceAll(match -> hasDigit(match.group()) ? MARK : match.group());
    }

    /** One line of at most {@code limit} characters, redacted: what of a foreign text may stand in a sentence. */
    public static String line(String text, int limit) {
        // Cut before and after: the first bounds the work, and a secret that the cut splits is still a run of its own.
        String head = text.length() > 4 * limit ? text.substring(0, 4 * limit) : text;
        String line = redact(head).replaceAll("[\\s\\p{Cntrl}]++", " ").strip();
        return line.length() > limit ? line.substring(0, limit).strip() + "..." : line;
    }

    private static boolean isProse(String key, String keyQuote, String separator, String quote, String value) {
        boolean assigned = separator.contains("=") || !keyQuote.isEmpty() || !quote.isEmpty();
        if (assigned || key.toLowerCase(Locale.ROOT).startsWith("p")) {
            return false;
        }
        return !LOOKS_LIKE_SECRET.matcher(value).matches();
    }

    private static boolean hasDigit(String run) {
        return run.chars().anyMatch(c -> c >= '0' && c <= '9');
    }
}
