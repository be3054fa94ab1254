package io.arcfleet.access;

import io.arcfleet.config.Loopback;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes straight to this machine, and elsewhere as the platform says. The platform exempts this machine too, but not when
 * an operator sets {@code http.nonProxyHosts}: a registration would then go to the proxy of the network, in plain text
 * and with tokens.
 */
final class DirectToLoopback extends ProxySelector {

    private final @Nullable ProxySelector platform;

    /** Over the choice of the platform; null means that it makes none. */
    DirectToLoopback(@Nullable ProxySelector platform) {
        this.platform = platform;
    }

    @Override
    public List<Proxy> select(URI address) {
        return platform == null || Loopback.isHost(String.valueOf(address.getHost()))
                ? List.of(Proxy.NO_PROXY)
                : platform.select(address);
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        if (platform != null) {
            platform.connectFailed(address, proxy, failure);
        }
    }
}
