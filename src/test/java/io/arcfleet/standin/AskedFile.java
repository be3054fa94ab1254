package io.arcfleet.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Remembers what a stand-in was asked, beyond its process. */
final class AskedFile {

    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();

    AskedFile(Path file) {
        this.file = file;
    }

    /** Counts the starts before this one. */
    long starts() {
        return StandIn.lines(file).stream()
                .filter(line -> line.path("kind").asText().equals("start"))
                .count();
    }

    static ObjectNode line(String kind) {
        return StandIn.JSON.createObjectNode().put("kind", kind);
    }

    void add(ObjectNode line) throws IOException {
        lock.lock();
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } finally {
            lock.unlock();
        }
    }
}
