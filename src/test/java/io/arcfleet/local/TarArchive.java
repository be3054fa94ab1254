package io.arcfleet.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** A .tar.gz with any entries, also such as no good program writes. */
final class TarArchive {

    static final char FILE = '0';
    static final char HARD_LINK = '1';
    static final char SYMBOLIC_LINK = '2';
    static final char DEVICE = '3';
    static final char DIRECTORY = '5';

    private static final int BLOCK = 512;

    private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();

    TarArchive file(String name, String content) {
        return entry(name, FILE, "", content.getBytes(StandardCharsets.UTF_8));
    }

    TarArchive entry(String name, char type, String target) {
        return entry(name, type, target, new byte[0]);
    }

    private TarArchive entry(String name, char type, String target, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format(Locale.ROOT, "%011o", content.length));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 157, target);
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        blocks.writeBytes(header);
        blocks.writeBytes(content);
        blocks.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    byte[] compressed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(blocks.toByteArray());
            gzip.write(new byte[2 * BLOCK]);
        }
        return out.toByteArray();
    }
}
