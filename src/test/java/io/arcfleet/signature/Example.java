package io.arcfleet.signature;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A text that must be found.
 *
 * @param place empty for a text of unknown origin
 */
public record Example(String id, Optional<Place> place, String text) {

    /** The examples of the files and one for each code of the Azure CLI. */
    static List<Example> all() {
        Stream<Example> codes = SignatureCatalog.standard().signatures().stream()
                .map(Signature::id)
                .filter(id -> id.startsWith("azk8s-"))
                .map(id -> new Example(
                        id,
                        Optional.empty(),
                        "[" + id.toUpperCase(Locale.ROOT).replace("-", "") + "] Name: what the command says"));
        return Stream.concat(written("examples.txt"), codes).toList();
    }

    /** The error texts that the troubleshooting guide prints, each with its first cause. */
    public static List<Example> ofTheGuide() {
        return written("guide-errors.txt").toList();
    }

    private static Stream<Example> written(String resource) {
        return lines(resource).map(line -> {
            String[] parts = line.split(" \\| ", 3);
            Optional<Place> place = parts[1].equals("any")
                    ? Optional.empty()
                    : Optional.of(
                            Place.valueOf(parts[1].toUpperCase(Locale.ROOT).replace('-', '_')));
            return new Example(parts[0], place, parts[2].replace("\\n", "\n"));
        });
    }

    /** Texts of other products. */
    static List<String> ofOtherProducts() {
        return lines("other-products.txt")
                .map(line -> line.replace("\\n", "\n"))
                .toList();
    }

    List<Match> matches(SignatureCatalog catalog, String variant) {
        return place.map(known -> catalog.find(variant, known)).orElseGet(() -> catalog.explain(variant));
    }

    /** The text with the names of one cluster, as it may reach us; by what was done to it. */
    public Map<String, String> variants() {
        String plain = named("eastus", "shop-1", "myuser");
        Map<String, String> variants = new TreeMap<>();
        variants.put("plain", plain);
        variants.put("other names", named("germanywestcentral", "ship-of-a-long-name-0042", "anna.b@contoso.com"));
        variants.put("wrapped by the terminal", broken(plain, 80, false));
        variants.put("wrapped by a narrow terminal", broken(plain, 33, false));
        variants.put("wrapped at words", broken(plain, 60, true).replace("\n", "\n    "));
        variants.put("wrapped at words, CRLF", broken(plain, 40, true).replace("\n", "\r\n"));
        variants.put("coloured", plain.replaceAll("(?s)(.{7})", "\u001B[1;31m$1\u001B[0m"));
        variants.put("time stamps", plain.replaceAll("(?m)^", "2026-11-22T10:00:00.123456789Z "));
        variants.put("inside of other lines", "first line\n\n" + plain + "\n\nlast line");
        variants.put("typographic quotes", plain.replace(" '", " \u2018").replace("' ", "\u2019 "));
        variants.put(
                "in a JSON log",
                plain.startsWith("{")
                        ? plain
                        : "{\"Message\":\"" + plain.replace("\"", "\\\"") + "\",\"Level\":\"x\"}");
        variants.put("lower case", plain.toLowerCase(Locale.ROOT));
        variants.put("upper case", plain.toUpperCase(Locale.ROOT));
        return variants;
    }

    String named(String region, String cluster, String user) {
        return text.replace("<region>", region).replace("<name>", cluster).replace("<user>", user);
    }

    private static String broken(String text, int width, boolean atWords) {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String rest = line;
            while (rest.length() > width) {
                int space = rest.lastIndexOf(' ', width);
                if (atWords && space <= 0) {
                    break;
                }
                lines.add(rest.substring(0, atWords ? space : width));
                rest = rest.substring(atWords ? space + 1 : width);
            }
            lines.add(rest);
        }
        return String.join("\n", lines);
    }

    private static Stream<String> lines(String resource) {
        try (InputStream stream = Example.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
