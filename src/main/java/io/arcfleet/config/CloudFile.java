package io.arcfleet.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a cloud from a YAML file: one key per field of {@link Cloud}, {@code caFile} for the certificates. */
public final class CloudFile {

    private static final List<String> REQUIRED =
            List.of("resourceManager", "resourceManagerAudience", "authority", "ingestionAudience", "serviceBusSuffix");
    private static final List<String> OPTIONAL = List.of("caFile", "tokenVariable");
    private static final int MAXIMUM_SIZE = 1 << 20;
    private static final Pattern HOST_SUFFIX = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

    private final Path file;
    private final Map<String, String> values = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private CloudFile(Path file) {
        this.file = file;
    }

    /** The cloud that ships under this name: {@code public}, {@code usgovernment} or {@code china}, in any case. */
    public static Optional<Cloud> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "public" -> Optional.of(Cloud.PUBLIC);
            case "usgovernment" -> Optional.of(Cloud.US_GOVERNMENT);
            case "china" -> Optional.of(Cloud.CHINA);
            default -> Optional.empty();
        };
    }

    /**
     * Reads the cloud that {@code file} describes. Its name is the name of the file.
     *
     * @throws CloudFileException with every problem of the file at once
     */
    public static Cloud load(Path file) {
        return new CloudFile(file).load();
    }

    private Cloud load() {
        readValues();
        refuseProblems();
        for (String key : REQUIRED) {
            if (!values.containsKey(key)) {
                problems.add(file + ": " + key + " is missing: add it");
            }
        }
        URI resourceManager = address("resourceManager");
        URI authority = address("authority");
        String audience = audience("resourceManagerAudience");
        String ingestionAudience = audience("ingestionAudience");
        String suffix = word("serviceBusSuffix", HOST_SUFFIX, "a host name without a leading dot");
        String variable = word("tokenVariable", VARIABLE, "the name of an environment variable");
        String certificates = values.containsKey("caFile") ? certificates(values.getOrDefault("caFile", "")) : null;
        refuseProblems();
        String name = file.getFileName() == null
                ? file.toString()
                : file.getFileName().toString();
        return new Cloud(
                name,
                resourceManager,
                audience,
                authority,
                ingestionAudience,
                suffix,
                certificates,
                variable.isEmpty() ? null : variable);
    }

    private void refuseProblems() {
        if (!problems.isEmpty()) {
            throw new CloudFileException(problems);
        }
    }

    private void readValues() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Object root = new Yaml(new SafeConstructor(options)).load(text(file));
            if (root instanceof Map<?, ?> entries) {
                entries.forEach((key, value) -> take(String.valueOf(key), value));
            } else {
                problems.add(
                        file + ": is not a YAML mapping: write one line per key, as in \"authority: https://...\"");
            }
        } catch (IOException e) {
            problems.add(file + ": cannot be read (" + described(e) + "): check the path and its permissions");
        } catch (YAMLException e) {
            problems.add(file + ": is not valid YAML: " + oneLine(String.valueOf(e.getMessage())));
        }
    }

    private void take(String key, @Nullable Object value) {
        if (!REQUIRED.contains(key) && !OPTIONAL.contains(key)) {
            problems.add(file + ": " + key + " is not a known key: remove it, or use one of "
                    + String.join(", ", REQUIRED) + ", " + String.join(", ", OPTIONAL));
        } else if (!(value instanceof String text) || text.isBlank()) {
            problems.add(file + ": " + key + " is " + (value == null ? "empty" : "not a text: " + value)
                    + ": give it a text" + (OPTIONAL.contains(key) ? " or remove it" : ""));
        } else {
            values.put(key, text.strip());
        }
    }

    private URI address(String key) {
        String value = values.getOrDefault(key, "");
        try {
            URI uri = new URI(value);
            boolean usable = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
            if (usable) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The sentence below says all there is to say.
        }
        return complain(
                key, "a plain https address, as in https://management.azure.com", URI.create("https://invalid"));
    }

    private String audience(String key) {
        String value = values.getOrDefault(key, "");
        Predicate<String> usable =
                audience -> audience.chars().noneMatch(Character::isWhitespace) && !audience.endsWith("/.default");
        return usable.test(value) ? value : complain(key, "an audience without spaces and without /.default", "");
    }

    private String word(String key, Pattern pattern, String expected) {
        String value = values.getOrDefault(key, "");
        return value.isEmpty() || pattern.matcher(value).matches() ? value : complain(key, expected, "");
    }

    /** A key that is absent has been complained of already. */
    private <T> T complain(String key, String expected, T placeholder) {
        if (values.containsKey(key)) {
            problems.add(file + ": " + key + " is \"" + values.get(key) + "\": give it " + expected);
        }
        return placeholder;
    }

    private @Nullable String certificates(String caFile) {
        String where = file + ": caFile is \"" + caFile + "\": ";
        try {
            Path path = file.resolveSibling(caFile);
            // Only the certificates: a bundle may hold a private key beside them.
            String pem = CERTIFICATE
                    .matcher(text(path))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.joining("\n"));
            if (pem.isEmpty()) {
                problems.add(where + "it holds no certificate: give it a file in PEM format");
                return null;
            }
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            return pem;
        } catch (IOException | InvalidPathException e) {
            problems.add(where + "it cannot be read (" + described(e) + "): give it a path relative to " + file);
        } catch (CertificateException e) {
            problems.add(where + "a certificate in it is damaged (" + described(e) + "): export it again as PEM");
        }
        return null;
    }

    private static String text(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(MAXIMUM_SIZE + 1);
            if (bytes.length > MAXIMUM_SIZE) {
                throw new IOException("larger than 1 MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static String described(Exception e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + oneLine(e.getMessage()));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
