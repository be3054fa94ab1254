package io.arcfleet.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProxyAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, http://proxy.example:3128",
        "http://svc:hunter2@proxy.example:3128, http://proxy.example:3128",
        "HTTPS://svc@proxy, HTTPS://proxy",
        "svc:hunter2@proxy:3128, proxy:3128",
        "http://svc:p@ss/w#rd@proxy/, http://proxy/",
        "'10.0.0.0/8,.svc,::1', '10.0.0.0/8,.svc,::1'"
    })
    void takesOutUserNameAndPassword(String address, String without) {
        assertThat(ProxyAddress.withoutCredentials(address)).isEqualTo(without);
    }
}
