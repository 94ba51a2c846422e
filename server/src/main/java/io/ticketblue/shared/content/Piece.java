package io.ticketblue.shared.content;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/**
 * A part of an answer with its compressed form. Compressed forms end at a byte and refer
 * to nothing before them, so that they can be put together in any order without being
 * compressed again (RFC 1951, 3.2.3).
 *
 * @param plain the bytes, not to be changed
 * @param deflated blocks of raw deflate, none of which is the last one
 */
public record Piece(byte[] plain, byte[] deflated) {

    private static final int MOST_STORED = 0xFFFF;

    private static final int BUFFER = 8192;

    /**
     * Compresses what is sent often.
     * @param plain the bytes, which the caller gives away
     */
    public static Piece of(byte[] plain) {
        return of(plain, Deflater.BEST_COMPRESSION);
    }

    static Piece of(byte[] plain, int level) {
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setInput(plain);
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 3 + 16);
            byte[] buffer = new byte[BUFFER];
            int length;
            do {
                length = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
                out.write(buffer, 0, length);
            }
            while (length == buffer.length);
            return new Piece(plain, out.toByteArray());
        }
        finally {
            deflater.end();
        }
    }

    /**
     * Wraps what is sent once; it is small, and may be secret, so it is not compressed.
     * @param plain the bytes, which the caller gives away
     */
    public static Piece once(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length + 8);
        for (int from = 0; from < plain.length; from += MOST_STORED) {
            int length = Math.min(MOST_STORED, plain.length - from);
            out.write(0);
            out.write(length);
            out.write(length >>> 8);
            out.write(~length);
            out.write(~length >>> 8);
            out.write(plain, from, length);
        }
        return new Piece(plain, out.toByteArray());
    }

}
