package io.arcfleet.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.arcfleet.arm.CallReceipts;
import io.arcfleet.config.Loopback;
import io.arcfleet.snapshot.AccessFault;
import io.arcfleet.snapshot.Observation;
import io.arcfleet.snapshot.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The control port of a proxy for cluster connect: there clusters are registered before they can be reached. */
final class ProxyControl {

    private static final String SERVICE = "cluster connect proxy";
    private static final String API_VERSION = "2020-10-01";
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    private static final long BODY_LIMIT = 4L * 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpUrl control;
    private final CallReceipts receipts;

    /**
     * The control port at this address.
     *
     * @throws IllegalArgumentException for plain http to another machine: registrations carry tokens
     */
    ProxyControl(URI control, CallReceipts receipts) {
        this.control = address(control);
        this.receipts = receipts;
    }

    /**
     * An address to which registrations may be sent.
     *
     * @throws IllegalArgumentException for plain http to another machine: registrations carry tokens
     */
    static HttpUrl address(URI control) {
        HttpUrl address = HttpUrl.get(control);
        if (address == null || (!address.isHttps() && !Loopback.isHost(address.host()))) {
            throw new IllegalArgumentException(
                    "the control address of the proxy must be https, or http on this machine: " + control.getScheme()
                            + "://" + control.getHost());
        }
        return address;
    }

    /** Registers a cluster; the answer is the proxy's JSON. */
    Observation<JsonNode> register(OkHttpClient client, String resourcePath, JsonNode body, Duration timeout) {
        HttpUrl url = control.newBuilder()
                .addEncodedPathSegments(resourcePath.substring(1) + "/register")
                .addQueryParameter("api-version", API_VERSION)
                .build();
        Call call = client.newCall(new Request.Builder()
                .url(url)
                .post(RequestBody.create(body.toString(), JSON_TYPE))
                .build());
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        receipts.called(SERVICE);
        try (Response response = call.execute()) {
            InputStream stream = response.body().byteStream();
            if (response.code() != 200) {
                return StatusAnswer.describe(response.code(), peer(), stream);
            }
            return parse(stream);
        } catch (IOException e) {
            return TransportFailure.describe(e, peer(), AccessFault.PROXY_DIED);
        }
    }

    /** Whether this server is the proxy itself: the same host, or another name of this machine for it. */
    boolean isOn(HttpUrl server) {
        return server.host().equals(control.host())
                || (Loopback.isHost(server.host()) && Loopback.isHost(control.host()));
    }

    boolean isHttps() {
        return control.isHttps();
    }

    private Observation<JsonNode> parse(InputStream stream) throws IOException {
        CappedStream capped = new CappedStream(stream, BODY_LIMIT);
        try {
            return Observation.of(JSON.readTree(capped));
        } catch (IOException e) {
            IOException transport = capped.failure();
            if (transport != null) {
                throw transport;
            }
            return Observation.unavailable(Reason.MALFORMED, "the answer of " + peer() + " is not JSON");
        }
    }

    private String peer() {
        return "the proxy " + control.host() + ":" + control.port();
    }
}
