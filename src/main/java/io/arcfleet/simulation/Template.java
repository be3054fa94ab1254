package io.arcfleet.simulation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body that is the same for many clusters but for its slots, written {@code <name>} or {@code <name:argument>}. A
 * simulation of thousands of clusters keeps a few templates instead of their bodies, and fills them in by copying bytes.
 */
final class Template {

    private static final Pattern SLOT = Pattern.compile("<([a-z]+(?:-[a-z]+)*(?::[A-Za-z0-9.-]+)?)>");

    private static final int USUAL_VALUE = 24;

    private final List<byte[]> parts;
    private final List<String> slots;

    private Template(List<byte[]> parts, List<String> slots) {
        this.parts = List.copyOf(parts);
        this.slots = List.copyOf(slots);
    }

    static Template of(String text) {
        List<byte[]> parts = new ArrayList<>();
        List<String> slots = new ArrayList<>();
        Matcher matcher = SLOT.matcher(text);
        int from = 0;
        while (matcher.find()) {
            parts.add(text.substring(from, matcher.start()).getBytes(StandardCharsets.UTF_8));
            slots.add(matcher.group(1));
            from = matcher.end();
        }
        parts.add(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return new Template(parts, slots);
    }

    /** About as many bytes as the filled template has. */
    int estimatedSize() {
        return parts.stream().mapToInt(part -> part.length).sum() + slots.size() * USUAL_VALUE;
    }

    void write(ByteArrayOutputStream out, SlotValues values) {
        for (int i = 0; i < slots.size(); i++) {
            out.writeBytes(parts.get(i));
            out.writeBytes(values.of(slots.get(i)));
        }
        out.writeBytes(parts.getLast());
    }

    byte[] render(SlotValues values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(estimatedSize());
        write(out, values);
        return out.toByteArray();
    }
}
