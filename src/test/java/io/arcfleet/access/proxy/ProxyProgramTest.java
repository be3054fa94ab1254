package io.arcfleet.access.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.arcfleet.config.Cloud;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxyProgramTest {

    @ParameterizedTest
    @CsvSource({
        "/opt/arcProxy_linux_amd64_1_3_029301, 1.3.029301",
        "/opt/arcProxy_windows_amd64_1_3_029301.exe, 1.3.029301",
        "/opt/arc-proxy/1.3.029301/arcproxy, 1.3.029301",
        "/opt/arcproxy, unknown"
    })
    void readsItsVersionFromItsPath(Path binary, String version) {
        assertThat(ProxyProgram.of(binary, Cloud.PUBLIC, Optional.empty()).version())
                .isEqualTo(version);
    }
}
