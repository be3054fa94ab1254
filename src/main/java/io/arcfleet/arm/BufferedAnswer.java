package io.arcfleet.arm;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.CoreUtils;
import io.arcfleet.arm.ArmException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer whose body is in memory; a connection that breaks in the body is then a failed try like any other. */
final class BufferedAnswer extends HttpResponse {

    /** A page of Resource Graph with 1,000 rows is a few MiB at most. */
    static final int MAXIMUM_BODY = 32 << 20;

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    private BufferedAnswer(HttpResponse answer, byte[] body) {
        super(answer.getRequest());
        this.status = answer.getStatusCode();
        this.headers = answer.getHeaders();
        this.body = body;
    }

    /**
     * Reads the body of {@code answer} and closes it.
     *
     * @throws ArmException when the body is larger than 32 MiB
     */
    static BufferedAnswer read(HttpResponse answer) throws IOException {
        try (answer) {
            BinaryData data = answer.getBodyAsBinaryData();
            if (data == null) {
                return new BufferedAnswer(answer, new byte[0]);
            }
            try (InputStream stream = data.toStream()) {
                byte[] body = stream.readNBytes(MAXIMUM_BODY + 1);
                if (body.length > MAXIMUM_BODY) {
                    throw new ArmException(
                            Kind.MALFORMED,
                            answer.getStatusCode(),
                            "",
                            answer.getRequest().getHttpMethod() + " "
                                    + answer.getRequest().getUrl().getPath() + " answered more than 32 MiB");
                }
                return new BufferedAnswer(answer, body);
            }
        }
    }

    byte[] body() {
        return body;
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    @Deprecated
    public @Nullable String getHeaderValue(String name) {
        return headers.getValue(HttpHeaderName.fromString(name));
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public Flux<ByteBuffer> getBody() {
        return Flux.just(ByteBuffer.wrap(body));
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
        return Mono.just(body);
    }

    @Override
    public Mono<String> getBodyAsString() {
        return Mono.fromCallable(() -> CoreUtils.bomAwareToString(body, headers.getValue(HttpHeaderName.CONTENT_TYPE)));
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
        return Mono.fromCallable(() -> new String(body, charset));
    }
}
