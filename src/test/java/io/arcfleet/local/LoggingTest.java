package io.arcfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoggingTest {
    @AfterEach
    void beQuietAgain() {
        Logging.configure(false);
    }

    @Test
    void quiet_means_warnings_of_this_program_and_nothing_of_azure() {
        Logging.configure(false);

        assertThat(Logger.getLogger("io.arcfleet.sink.LogAnalyticsSink").isLoggable(Level.WARNING))
                .isTrue();
        assertThat(Logger.getLogger("io.arcfleet.sink.LogAnalyticsSink").isLoggable(Level.INFO))
                .isFalse();
        assertThat(Logger.getLogger("com.azure.core.http.jdk.httpclient.JdkHttpClient")
                        .isLoggable(Level.SEVERE))
                .isFalse();
    }

    @Test
    void verbose_shows_what_this_program_does_but_not_that_the_http_client_warns_of_every_call() {
        Logging.configure(true);

        assertThat(Logger.getLogger("io.arcfleet.scan.FleetScan").isLoggable(Level.FINE))
                .isTrue();
        assertThat(Logger.getLogger("com.azure.identity.DefaultAzureCredential").isLoggable(Level.WARNING))
                .isTrue();
        assertThat(Logger.getLogger("com.azure.core.http.jdk.httpclient.JdkHttpClient")
                        .isLoggable(Level.WARNING))
                .isFalse();
    }
}
