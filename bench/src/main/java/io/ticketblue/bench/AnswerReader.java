package io.ticketblue.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the HTTP/1.1 answers of one connection, one after the other, from bytes as they
 * come. It understands lengths and chunks, counts the bytes of bodies, and keeps only as
 * many of them as it is told to.
 */
final class AnswerReader {

    private static final int LONGEST_LINE = 16 * 1024;

    private static final long UNKNOWN = -1;

    private static final long IN_CHUNKS = -2;

    private enum Part {

        STATUS, HEADER, BODY, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILER

    }

    private final byte[] line = new byte[LONGEST_LINE];

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private final int keep;

    private int lineLength;

    private Part part = Part.STATUS;

    private int status;

    private long length;

    private long left = UNKNOWN;

    private boolean closes;

    private boolean zipped;

    /** A reader that keeps at most so many bytes of each body. */
    AnswerReader(int keep) {
        this.keep = keep;
    }

    /** Gets ready for the next answer on this connection. */
    void next() {
        this.lineLength = 0;
        this.part = Part.STATUS;
        this.status = 0;
        this.length = 0;
        this.left = UNKNOWN;
        this.closes = false;
        this.zipped = false;
        this.kept.reset();
    }

    /**
     * Takes bytes.
     * @return whether the answer is whole now; bytes after it are left in the buffer
     * @throws IllegalStateException if this is no HTTP/1.1 as servers speak it
     */
    boolean read(ByteBuffer in) {
        while (in.hasRemaining()) {
            boolean whole = switch (this.part) {
                case BODY, CHUNK -> takeBody(in);
                default -> takeLine(in) && endOfLine();
            };
            if (whole) {
                return true;
            }
        }
        return false;
    }

    int status() {
        return this.status;
    }

    /** How many bytes the body has on the wire, without the frames of its chunks. */
    long length() {
        return this.length;
    }

    /** Whether the server closes the connection after this answer. */
    boolean closes() {
        return this.closes;
    }

    /** Whether the body is compressed with gzip. */
    boolean zipped() {
        return this.zipped;
    }

    /** The beginning of the body. */
    byte[] body() {
        return this.kept.toByteArray();
    }

    private boolean takeLine(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte next = in.get();
            if (next == '\n') {
                return true;
            }
            if (this.lineLength == LONGEST_LINE) {
                throw new IllegalStateException("A line of the answer's head is too long");
            }
            this.line[this.lineLength++] = next;
        }
        return false;
    }

    private boolean takeBody(ByteBuffer in) {
        int taken = (int) Math.min(this.left, in.remaining());
        int wanted = Math.min(taken, this.keep - this.kept.size());
        for (int i = 0; i < wanted; i++) {
            this.kept.write(in.get());
        }
        in.position(in.position() + taken - wanted);
        this.left -= taken;
        this.length += taken;
        if (this.left > 0) {
            return false;
        }
        if (this.part == Part.BODY) {
            return true;
        }
        this.part = Part.CHUNK_END;
        return false;
    }

    private boolean endOfLine() {
        int end = this.lineLength;
        if (end > 0 && this.line[end - 1] == '\r') {
            end--;
        }
        String text = new String(this.line, 0, end, StandardCharsets.ISO_8859_1);
        this.lineLength = 0;
        return switch (this.part) {
            case STATUS -> startOf(text);
            case HEADER -> text.isEmpty() ? endOfHead() : header(text);
            case CHUNK_SIZE -> chunk(text);
            case CHUNK_END -> endOfChunk(text);
            case TRAILER -> text.isEmpty();
            case BODY, CHUNK -> throw new IllegalStateException("Bodies have no lines");
        };
    }

    private boolean startOf(String text) {
        if (!text.startsWith("HTTP/1.1 ") || text.length() < 12) {
            throw new IllegalStateException("This is no answer in HTTP/1.1: " + text);
        }
        this.status = Integer.parseInt(text.substring(9, 12));
        this.part = Part.HEADER;
        return false;
    }

    private boolean header(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalStateException("This is no header: " + text);
        }
        switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "content-length" -> this.left = Long.parseLong(text.substring(colon + 1).strip());
            case "transfer-encoding" -> this.left = IN_CHUNKS;
            case "connection" -> this.closes = text.substring(colon + 1).strip().equalsIgnoreCase("close");
            case "content-encoding" -> this.zipped = text.substring(colon + 1).strip().equals("gzip");
            default -> {
                // Other headers do not matter here.
            }
        }
        return false;
    }

    private boolean endOfHead() {
        if (this.status == 204 || this.status == 304 || this.left == 0) {
            return true;
        }
        if (this.left == UNKNOWN) {
            throw new IllegalStateException("An answer with status " + this.status + " has neither length nor chunks");
        }
        this.part = (this.left == IN_CHUNKS) ? Part.CHUNK_SIZE : Part.BODY;
        return false;
    }

    private boolean chunk(String text) {
        int extension = text.indexOf(';');
        this.left = Long.parseLong((extension < 0) ? text.strip() : text.substring(0, extension).strip(), 16);
        this.part = (this.left == 0) ? Part.TRAILER : Part.CHUNK;
        return false;
    }

    private boolean endOfChunk(String text) {
        if (!text.isEmpty()) {
            throw new IllegalStateException("A chunk is longer than it says");
        }
        this.part = Part.CHUNK_SIZE;
        return false;
    }

}
