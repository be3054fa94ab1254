package io.arcfleet.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.security.GeneralSecurityException;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SharedClientsTest {

    private final LoopbackServer proxyOfTheNetwork =
            LoopbackServer.http(exchange -> LoopbackServer.send(exchange, 200, "through the proxy"));
    private final LoopbackServer local =
            LoopbackServer.http(exchange -> LoopbackServer.send(exchange, 200, "straight"));
    private final SharedClients clients = new SharedClients(
            ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxyOfTheNetwork.port())));

    @AfterEach
    void close() {
        clients.close();
        local.close();
        proxyOfTheNetwork.close();
    }

    @Test
    void whatIsForThisMachineGoesThroughNoProxyOfTheNetwork() throws Exception {
        for (String host : new String[] {"127.0.0.1", "localhost"}) {
            assertThat(answer("http://" + host + ":" + local.port())).isEqualTo("straight");
        }
        assertThat(proxyOfTheNetwork.received()).isEmpty();
    }

    @Test
    void whatIsForOthersGoesWhereThePlatformSays() throws Exception {
        assertThat(answer("http://127.0.0.1.example")).isEqualTo("through the proxy");
    }

    private String answer(String address) throws IOException, GeneralSecurityException {
        Request request = new Request.Builder().url(address).build();
        try (Response response =
                clients.clientFor(TrustRoot.of(null)).newCall(request).execute()) {
            return response.body().string();
        }
    }
}
