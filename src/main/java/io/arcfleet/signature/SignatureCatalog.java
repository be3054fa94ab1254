package io.arcfleet.signature;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The known error texts of Azure Arc-enabled Kubernetes. Looks for all of them in one pass over a text, in time linear to its
 * length, whatever the text. The same text has the same answer always; safe for many threads.
 */
public final class SignatureCatalog {

    private static final List<String> FILES = List.of(
            "network.txt",
            "identity.txt",
            "workloads.txt",
            "installation.txt",
            "cluster-connect.txt",
            "command-line.txt",
            "azure-cli-codes.txt");

    private static final String ARC_WORDS = "arc-words.txt";

    private final List<KnownText> texts;
    private final Map<String, Signature> signatures = new LinkedHashMap<>();
    private final LiteralScan scan;

    /** What was found in logs that are still in use: many checks ask for those of one cluster, one after the other. */
    private final Map<String, List<Match>> ofLogs = Collections.synchronizedMap(new WeakHashMap<>());

    /** The same line by line. */
    private final Map<String, List<MatchedLine>> ofLines = Collections.synchronizedMap(new WeakHashMap<>());

    private SignatureCatalog(List<KnownText> texts, List<String> arcWords) {
        this.texts = texts;
        texts.forEach(known -> signatures.put(known.signature().id(), known.signature()));
        this.scan = new LiteralScan(Stream.concat(
                        texts.stream().map(KnownText::literal),
                        arcWords.stream().map(LiteralScan::folded))
                .toList());
    }

    /**
     * The catalogue that comes with the program; read once.
     *
     * @throws CatalogException when it cannot be used
     */
    public static SignatureCatalog standard() {
        return Shipped.CATALOG;
    }

    private static final class Shipped {

        private static final SignatureCatalog CATALOG = read();

        private static SignatureCatalog read() {
            Map<String, String> contents = new LinkedHashMap<>();
            FILES.forEach(file -> contents.put(file, resource(file)));
            return of(
                    contents,
                    resource(ARC_WORDS).lines().filter(line -> !line.isBlank()).toList());
        }
    }

    /**
     * A catalogue of these files.
     *
     * @param contents by file name
     * @param arcWords words of which one near a text says that it is of Azure Arc
     * @throws CatalogException with every problem of every file at once
     */
    static SignatureCatalog of(Map<String, String> contents, List<String> arcWords) {
        List<String> problems = new ArrayList<>();
        List<KnownText> texts = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        contents.forEach((file, content) -> {
            List<KnownText> read = SignatureFile.read(file, content, problems);
            read.stream()
                    .map(KnownText::signature)
                    .distinct()
                    .map(Signature::id)
                    .filter(id -> !ids.add(id))
                    .forEach(id -> problems.add(file + ": the id '" + id + "' is given twice; choose another one"));
            texts.addAll(read);
        });
        if (!problems.isEmpty()) {
            throw new CatalogException(problems);
        }
        return new SignatureCatalog(List.copyOf(texts), arcWords);
    }

    private static String resource(String file) {
        try (InputStream stream = SignatureCatalog.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new CatalogException(List.of(file + ": is not in the program; build it again"));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** Every signature, in the order of the files. */
    public Collection<Signature> signatures() {
        return List.copyOf(signatures.values());
    }

    /** The signature with this id. */
    public Optional<Signature> find(String id) {
        return Optional.ofNullable(signatures.get(id));
    }

    /**
     * The known causes in a text from one place, each once: the surest first, then the one that is seen first. The output of a
     * command line is of any product, so that there some errors count only with a word of Azure Arc nearby.
     */
    public List<Match> find(String text, Place place) {
        return place == Place.AGENT_LOG ? once(ofLogs, text, log -> search(log, place)) : search(text, place);
    }

    /**
     * The lines of an agent's log with a known cause, each with its causes ordered as in {@link #find(String, Place)}, which
     * tells of a cause that many lines have only the first.
     */
    public List<MatchedLine> findPerLine(String log) {
        return once(
                ofLines,
                log,
                text -> text.lines()
                        .map(line -> new MatchedLine(line, search(line, Place.AGENT_LOG)))
                        .filter(line -> !line.matches().isEmpty())
                        .toList());
    }

    /** Not under the lock of the map: two threads that ask for the same log at once both search, for the same answer. */
    private static <T> List<T> once(Map<String, List<T>> known, String log, Function<String, List<T>> search) {
        List<T> before = known.get(log);
        if (before != null) {
            return before;
        }
        List<T> found = search.apply(log);
        known.put(log, found);
        return found;
    }

    private List<Match> search(String text, Place place) {
        return find(text, signature -> signature.places().contains(place), place != Place.CLI_OUTPUT);
    }

    /**
     * The known causes in a text from an unknown place, ordered as in {@link #find(String, Place)}; it may be of any product.
     */
    public List<Match> explain(String text) {
        return find(text, signature -> true, false);
    }

    private List<Match> find(String text, Predicate<Signature> wanted, boolean ofArc) {
        ReadableText readable = ReadableText.of(text);
        Matching matching = new Matching(readable, texts.size(), ofArc);
        scan.scan(readable.characters(), (literal, end) -> {
            if (literal >= texts.size()) {
                matching.noteArcWord(end);
            } else if (wanted.test(texts.get(literal).signature())) {
                matching.search(texts.get(literal), literal, end);
            }
        });
        return matching.matches();
    }
}
