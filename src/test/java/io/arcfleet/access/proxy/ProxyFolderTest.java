package io.arcfleet.access.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.config.Cloud;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxyFolderTest {

    private static final PortPair PORTS = new PortPair(47010, 47011);

    @Test
    void writesTheConfigurationForOneOwner() throws IOException {
        ProxyFolder folder =
                ProxyFolder.create(program(Cloud.PUBLIC, Optional.of(new ProxyProgram.Identity("t-1", "c-1"))), PORTS);
        try {
            assertThat(folder.config()).hasContent("""
                    server:
                      httpPort: 47010
                      httpsPort: 47011
                    identity:
                      tenantID: t-1
                      clientID: c-1
                    cloud: AzureCloud
                    """);
            assertThat(permissions(folder.path())).isEqualTo("rwx------");
            assertThat(permissions(folder.config())).isEqualTo("rw-------");
        } finally {
            folder.delete();
        }
        assertThat(folder.path()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"usgovernment, AzureUSGovernmentCloud", "china, AzureChinaCloud"})
    void namesTheCloudAsTheProxyKnowsIt(String name, String expected) throws IOException {
        Cloud cloud = name.equals("china") ? Cloud.CHINA : Cloud.US_GOVERNMENT;

        assertThat(configuration(cloud)).contains("cloud: " + expected + "\n").doesNotContain("identity", "Config");
    }

    @Test
    void describesACloudThatTheProxyDoesNotKnow() throws IOException {
        Cloud local = new Cloud(
                "local",
                URI.create("https://arm.contoso.com"),
                "https://audience.contoso.com",
                URI.create("https://login.contoso.com"),
                "https://monitor.contoso.com",
                "servicebus.contoso.com",
                null,
                null);

        assertThat(configuration(local))
                .contains(
                        "cloud: local\n",
                        "cloudConfig:\n",
                        "  resourceManagerEndpoint: https://arm.contoso.com\n",
                        "  serviceBusEndpointSuffix: servicebus.contoso.com\n",
                        "  activeDirectoryEndpoint: https://login.contoso.com\n");
    }

    private static String configuration(Cloud cloud) throws IOException {
        ProxyFolder folder = ProxyFolder.create(program(cloud, Optional.empty()), PORTS);
        try {
            return Files.readString(folder.config());
        } finally {
            folder.delete();
        }
    }

    private static ProxyProgram program(Cloud cloud, Optional<ProxyProgram.Identity> identity) {
        return ProxyProgram.of(Path.of("/opt/arcProxy"), cloud, identity);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
