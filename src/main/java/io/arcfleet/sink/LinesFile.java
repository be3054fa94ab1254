package io.arcfleet.sink;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/**
 * A file that grows by whole lines and belongs to one scan at a time. Not a plain channel: that closes itself when its
 * thread is interrupted, and a cancelled scan still has rows to write.
 */
final class LinesFile implements AutoCloseable {
    private final FileOutputStream file;
    private long length;

    private LinesFile(FileOutputStream file) {
        this.file = file;
    }

    /** Opens and empties {@code path}; emptied only once it is locked, so that the rows of another scan stay whole. */
    static LinesFile open(Path path) throws IOException {
        FileOutputStream file = new FileOutputStream(path.toFile(), true);
        try {
            if (!isLocked(file)) {
                throw new IOException("another scan is writing " + path);
            }
            file.getChannel().truncate(0);
            return new LinesFile(file);
        } catch (IOException e) {
            try (file) {
                throw e;
            }
        }
    }

    private static boolean isLocked(FileOutputStream file) throws IOException {
        try {
            return file.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Adds {@code lines}, all of them or, when that fails, none. */
    void append(byte[] lines) throws IOException {
        try {
            file.write(lines);
            length += lines.length;
        } catch (IOException e) {
            file.getChannel().truncate(length);
            throw e;
        }
    }

    /** Waits until everything is on the disk. */
    void sync() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
