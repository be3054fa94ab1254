package io.arcfleet.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LogRedactionTest {

    @Test
    void keepsTheLastLines() {
        String log = "old\n".repeat(300) + "new\n".repeat(200);

        assertThat(LogRedaction.redact(log)).isEqualTo("new\n".repeat(200));
    }

    @Test
    void keepsAShortLogAsItIs() {
        assertThat(LogRedaction.redact("I0603 10:00:00 started\nno such host\n"))
                .isEqualTo("I0603 10:00:00 started\nno such host\n");
        assertThat(LogRedaction.redact("")).isEmpty();
    }

    @Test
    void cutsAtTheStartOfALine() {
        String line = "x ".repeat(400) + "\n";

        String cut = LogRedaction.redact(line.repeat(100));

        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(LogRedaction.MAX_BYTES);
        assertThat(cut).startsWith("x ").endsWith("x \n").hasSize(line.length() * (cut.length() / line.length()));
    }

    @Test
    void noSecretLeaves() {
        assertThat(LogRedaction.redact("proxy http://svc:hunter2@proxy:3128 failed\npassword=hunter2\n"))
                .doesNotContain("hunter2")
                .contains("proxy:3128 failed");
    }
}
