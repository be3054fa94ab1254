package io.arcfleet.access.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is logged of a proxy. Its own words come without secrets. */
final class ProxyLog {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyLog.class);

    private ProxyLog() {}

    /** Which program it is, to the letter: what people report must be the same for two who compare. */
    static void found(ProxyProgram program) {
        LOG.atInfo()
                .addKeyValue("binary", program.binary())
                .addKeyValue("version", program.version())
                .addKeyValue("sha256", sha256(program.binary()))
                .log("proxy for cluster connect found");
    }

    static void started(long pid, long generation) {
        LOG.atInfo()
                .addKeyValue("pid", pid)
                .addKeyValue("generation", generation)
                .log("proxy for cluster connect started");
    }

    static void failed(String detail) {
        LOG.atWarn().log(detail);
    }

    private static String sha256(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            DigestInputStream digested = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"));
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException e) {
            return "unreadable";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
