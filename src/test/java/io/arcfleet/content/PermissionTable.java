package io.arcfleet.content;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tables of {@code docs/deploy.md} that say who may do what.
 *
 * @param scannerActions of Azure Resource Manager, which the app may do in the scope that it scans
 * @param assignments of roles, as file, name there and role
 * @param customActions of the custom roles besides the scanner's
 * @param verbs in clusters, as namespace, API group, resource, name of the object and verb
 * @param unexplained rows without a last cell, in which the reason belongs
 */
record PermissionTable(
        Set<String> scannerActions,
        List<String> assignments,
        Set<String> customActions,
        Set<List<String>> verbs,
        List<String> unexplained) {

    private static final Path PAGE = Path.of("docs/deploy.md");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern ACTION = Pattern.compile("Microsoft\\.\\w+(/\\w+)+");

    /** Reads the page. */
    static PermissionTable read() throws IOException {
        List<List<String>> actions = rows("### Actions of Azure Resource Manager");
        List<List<String>> roles = rows("### Roles");
        List<List<String>> verbs = rows("### Verbs of Kubernetes");
        return new PermissionTable(
                actions.stream().flatMap(row -> codes(row.getFirst())).collect(toSet()),
                roles.stream().map(PermissionTable::assignment).toList(),
                roles.stream()
                        .flatMap(row -> codes(row.getFirst()))
                        .filter(code -> ACTION.matcher(code).matches())
                        .collect(toSet()),
                verbs.stream().flatMap(PermissionTable::verbs).collect(toCollection(LinkedHashSet::new)),
                Stream.of(actions, roles, verbs)
                        .flatMap(List::stream)
                        .filter(row -> row.getLast().isBlank())
                        .map(List::toString)
                        .toList());
    }

    private static String assignment(List<String> row) {
        String role = codes(row.get(1)).findFirst().orElse("");
        return String.join(" ", codes(row.get(4)).toList()) + " " + role;
    }

    /** A row may have several names, one object each. */
    private static Stream<List<String>> verbs(List<String> row) {
        List<String> place = Stream.of(0, 1, 2)
                .map(row::get)
                .map(cell -> codes(cell).findFirst().orElse(""))
                .toList();
        List<String> names =
                row.get(3).isBlank() ? List.of("") : codes(row.get(3)).toList();
        String verb = codes(row.get(4)).findFirst().orElse("");
        return names.stream().map(name -> List.of(place.get(0), place.get(1), place.get(2), name, verb));
    }

    private static Stream<String> codes(String cell) {
        return CODE.matcher(cell).results().map((MatchResult match) -> match.group(1));
    }

    /** The cells of the table below a heading, without its head. */
    private static List<List<String>> rows(String heading) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Stream.of(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
