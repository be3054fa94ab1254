package io.arcfleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of {@code docs} that is made from the program.
 *
 * @param path of the page
 */
public record GeneratedPage(Path path) {

    /** Holds the page to {@code content}; {@code -Darcfleet.rewrite=true} writes it anew. */
    public void holds(String content) throws IOException {
        if (Boolean.getBoolean("arcfleet.rewrite")) {
            Files.writeString(path, content);
        }
        assertThat(path).hasContent(content);
    }
}
