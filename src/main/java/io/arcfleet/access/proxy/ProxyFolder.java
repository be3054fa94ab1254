package io.arcfleet.access.proxy;

import io.arcfleet.config.Cloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * The home of one started proxy, with its configuration; nobody else may look into it. The command line of Azure has one
 * home for all, in which two proxies overwrite each other's files.
 */
record ProxyFolder(Path path) {

    private static final String CONFIG = "config.yml";

    /** Makes the folder and writes the configuration; no secret is in it. */
    static ProxyFolder create(ProxyProgram program, PortPair ports) throws IOException {
        // For its owner alone, where the file system knows owners.
        ProxyFolder folder = new ProxyFolder(Files.createTempDirectory("arcfleet-proxy-"));
        Files.writeString(Files.createFile(folder.config(), ownersOnly(folder.path)), yaml(program, ports));
        return folder;
    }

    Path config() {
        return path.resolve(CONFIG);
    }

    /** Removes what is left of it. */
    void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** As the command line of Azure writes it. */
    private static String yaml(ProxyProgram program, PortPair ports) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("server", ordered("httpPort", ports.http(), "httpsPort", ports.https()));
        program.identity()
                .ifPresent(identity -> document.put(
                        "identity", ordered("tenantID", identity.tenantId(), "clientID", identity.clientId())));
        Cloud cloud = program.cloud();
        switch (cloud.name()) {
            case "public" -> document.put("cloud", "AzureCloud");
            case "usgovernment" -> document.put("cloud", "AzureUSGovernmentCloud");
            case "china" -> document.put("cloud", "AzureChinaCloud");
            default -> {
                document.put("cloud", cloud.name());
                document.put(
                        "cloudConfig",
                        Map.of(
                                "resourceManagerEndpoint",
                                        cloud.resourceManager().toString(),
                                "serviceBusEndpointSuffix", cloud.serviceBusSuffix(),
                                "activeDirectoryEndpoint", cloud.authority().toString()));
            }
        }
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(document);
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object other) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put(first, one);
        block.put(second, other);
        return block;
    }

    private static FileAttribute<?>[] ownersOnly(Path folder) {
        List<FileAttribute<?>> attributes =
                folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? List.of(PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                        : List.of();
        return attributes.toArray(FileAttribute<?>[]::new);
    }
}
