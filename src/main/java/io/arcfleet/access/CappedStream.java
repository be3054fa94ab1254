package io.arcfleet.access;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A body that ends with an exception after so many bytes, and remembers whether reading it failed. */
final class CappedStream extends FilterInputStream {

    private long left;
    private boolean exceeded;
    private @Nullable IOException failure;

    CappedStream(InputStream body, long limit) {
        super(body);
        this.left = limit;
    }

    /** What the transport threw, if it did: tells a broken connection from a malformed answer. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Whether the body was longer than the limit. */
    boolean exceeded() {
        return exceeded;
    }

    @Override
    public int read() throws IOException {
        try {
            int read = in.read();
            count(read < 0 ? 0 : 1);
            return read;
        } catch (IOException e) {
            throw remember(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = in.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        } catch (IOException e) {
            throw remember(e);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return read(new byte[(int) Math.min(count, 8192)]);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            exceeded = true;
            throw new IOException("larger than the limit");
        }
    }

    private IOException remember(IOException cause) {
        if (!exceeded) {
            failure = cause;
        }
        return cause;
    }
}
