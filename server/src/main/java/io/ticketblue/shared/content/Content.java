package io.ticketblue.shared.content;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

/**
 * An immutable answer as bytes, or the knowledge that there is none. Nothing in it may
 * depend on who reads it. What a cache keeps is compressed well, once; what is sent once
 * is compressed fast, and only if it is asked for.
 */
public final class Content {

    /** Stands between the pieces of a {@link #part}. */
    public static final char SEPARATOR = '\u001E';

    /** Below this compressing costs more than it saves. */
    private static final int ZIPPED_FROM = 1024;

    private static final int MOST_UNZIPPED = 16 * 1024 * 1024;

    private static final int TAG_BYTES = 12;

    /** What an entry takes besides its bytes. */
    private static final int OVERHEAD = 200;

    private static final Content ABSENT = new Content(new byte[0], null, null, null, true);

    private final byte[] plain;

    private final byte @Nullable [] zipped;

    private final @Nullable String tag;

    private final @Nullable Instant validUntil;

    private final boolean kept;

    private volatile @Nullable List<Piece> pieces;

    private Content(byte[] plain, byte @Nullable [] zipped, @Nullable String tag, @Nullable Instant validUntil,
            boolean kept) {
        this.plain = plain;
        this.zipped = zipped;
        this.tag = tag;
        this.validUntil = validUntil;
        this.kept = kept;
    }

    /**
     * Content that holds until what it is about changes.
     * @param plain the bytes, which the caller gives away
     */
    public static Content of(byte[] plain) {
        return of(plain, null);
    }

    /**
     * Content that also changes at a time that is known.
     * @param plain the bytes, which the caller gives away
     * @param validUntil the time, null if there is none
     */
    public static Content of(byte[] plain, @Nullable Instant validUntil) {
        return new Content(plain, null, tag(plain), validUntil, false);
    }

    /**
     * Content that is only ever a part of an answer, so that it needs no tag.
     * @param plain the bytes, which the caller gives away; {@link #SEPARATOR} divides
     * them into pieces
     * @param validUntil a time at which it changes, null if there is none
     */
    public static Content part(byte[] plain, @Nullable Instant validUntil) {
        return new Content(plain, null, "", validUntil, false);
    }

    /** The knowledge that there is nothing. */
    public static Content absent() {
        return ABSENT;
    }

    /**
     * Content from its compressed form.
     * @throws IllegalArgumentException if it is none
     */
    static Content ofZipped(byte[] zipped, @Nullable Instant validUntil) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            byte[] plain = in.readNBytes(MOST_UNZIPPED);
            return new Content(plain, zipped, tag(plain), validUntil, true);
        }
        catch (IOException ex) {
            throw new IllegalArgumentException("Not compressed content", ex);
        }
    }

    /** The same, prepared to be sent often. */
    Content kept() {
        return this.kept ? this : new Content(this.plain,
                isZipped() ? zip(this.plain, Deflater.BEST_COMPRESSION) : null, this.tag, this.validUntil, true);
    }

    /** Parts are compressed in pieces. */
    private boolean isZipped() {
        return this.plain.length >= ZIPPED_FROM && !tag().isEmpty();
    }

    boolean isKept() {
        return this.kept;
    }

    boolean isAbsent() {
        return this.tag == null;
    }

    @Nullable Instant validUntil() {
        return this.validUntil;
    }

    /** The uncompressed bytes, not to be changed. */
    public byte[] plain() {
        return this.plain;
    }

    /** The pieces of a part, one or more, divided and compressed once. */
    public List<Piece> pieces() {
        List<Piece> known = this.pieces;
        if (known == null) {
            known = divide(this.plain, this.kept ? Deflater.BEST_COMPRESSION : Deflater.BEST_SPEED);
            this.pieces = known;
        }
        return known;
    }

    private static List<Piece> divide(byte[] plain, int level) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= plain.length; at++) {
            if (at == plain.length || plain[at] == SEPARATOR) {
                pieces.add(Piece.of(Arrays.copyOfRange(plain, from, at), level));
                from = at + 1;
            }
        }
        return List.copyOf(pieces);
    }

    /** The compressed form, null if that is not worth it. */
    byte @Nullable [] zipped() {
        return (this.kept || !isZipped()) ? this.zipped : zip(this.plain, Deflater.BEST_SPEED);
    }

    /** The same for equal bytes, on every node; empty for a part. */
    String tag() {
        return (this.tag != null) ? this.tag : "";
    }

    int weight() {
        // A part is kept a second time in pieces, and compressed.
        return OVERHEAD + this.plain.length
                + ((this.zipped != null) ? this.zipped.length : ("".equals(this.tag) ? 3 * this.plain.length / 2 : 0));
    }

    private static byte[] zip(byte[] plain, int level) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream out = new LevelledGzip(bytes, level)) {
            out.write(plain);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return bytes.toByteArray();
    }

    private static String tag(byte[] plain) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain);
            return new String(Base64.getUrlEncoder().withoutPadding().encode(Arrays.copyOf(digest, TAG_BYTES)),
                    StandardCharsets.US_ASCII);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java has SHA-256", ex);
        }
    }

    private static final class LevelledGzip extends GZIPOutputStream {

        private LevelledGzip(ByteArrayOutputStream out, int level) throws IOException {
            super(out);
            this.def.setLevel(level);
        }

    }

}
