package io.ticketblue.shared.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Sends ready bytes with an entity tag, compressed for whoever takes it. */
public final class ContentAnswers {

    private static final String GZIP = "gzip";

    private static final byte[] GZIP_HEAD = { 0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF };

    /** An empty one with fixed codes. */
    private static final byte[] LAST_BLOCK = { 3, 0 };

    private static final int USUAL_SIZE = 16 * 1024;

    /** Ends the tag of the compressed form, which is another representation. */
    private static final String ZIPPED = "-gzip";

    /** The same for content that is compressed for one answer, into other bytes. */
    private static final String ZIPPED_ONCE = "-gzip-once";

    private static final Pattern REFUSED = Pattern.compile("gzip\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$)",
            Pattern.CASE_INSENSITIVE);

    private ContentAnswers() {
    }

    /**
     * Answers with JSON, or with 304 to whoever has the same already.
     * @param <T> what the JSON tells, for the description of the API
     * @param content the bytes
     * @param cacheControl how long they may be kept elsewhere
     * @param vary what of the request they depend on, besides its Accept-Encoding; empty
     * for nothing
     * @param request what is answered
     * @param response where to
     * @return null: the answer is complete
     * @throws IOException if the client is gone
     */
    public static <T> @Nullable ResponseEntity<T> json(Content content, String cacheControl, String vary,
            HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] zipped = takesGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING)) ? content.zipped() : null;
        response.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        response.setHeader(HttpHeaders.ETAG, '"' + content.tag() + suffix(content, zipped) + '"');
        response.setHeader(HttpHeaders.VARY,
                vary.isEmpty() ? HttpHeaders.ACCEPT_ENCODING : HttpHeaders.ACCEPT_ENCODING + ", " + vary);
        if (isKnown(request, content.tag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return null;
        }
        if (zipped != null) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
        byte[] bytes = (zipped != null) ? zipped : content.plain();
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        return null;
    }

    /**
     * Answers with HTML that is put together from pieces, compressed ones where the
     * client takes them.
     * @param pieces the pieces in their order
     * @param request what is answered
     * @param response where to
     * @throws IOException if the client is gone
     */
    public static void html(List<Piece> pieces, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("text/html;charset=UTF-8");
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_SIZE);
        if (takesGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING))) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
            zip(pieces, body);
        }
        else {
            pieces.forEach((piece) -> body.writeBytes(piece.plain()));
        }
        response.setContentLength(body.size());
        body.writeTo(response.getOutputStream());
    }

    /** Puts head and end (RFC 1952) around the pieces' blocks. */
    private static void zip(List<Piece> pieces, ByteArrayOutputStream body) {
        CRC32 sum = new CRC32();
        int length = 0;
        body.writeBytes(GZIP_HEAD);
        for (Piece piece : pieces) {
            sum.update(piece.plain());
            length += piece.plain().length;
            body.writeBytes(piece.deflated());
        }
        body.writeBytes(LAST_BLOCK);
        body.writeBytes(ByteBuffer.allocate(2 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) sum.getValue())
            .putInt(length)
            .array());
    }

    private static String suffix(Content content, byte @Nullable [] zipped) {
        if (zipped == null) {
            return "";
        }
        return content.isKept() ? ZIPPED : ZIPPED_ONCE;
    }

    /** Whether the client takes a compressed answer. */
    public static boolean takesGzip(@Nullable String acceptEncoding) {
        return acceptEncoding != null && acceptEncoding.contains(GZIP)
                && !(acceptEncoding.contains("q=0") && REFUSED.matcher(acceptEncoding).find());
    }

    /**
     * By the weak comparison, as RFC 9110 wants it for GET. Tags are of one length, so
     * that none is the beginning of another.
     */
    private static boolean isKnown(HttpServletRequest request, String tag) {
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null
                && ("*".equals(known.strip()) || known.contains('"' + tag + '"') || known.contains('"' + tag + ZIPPED));
    }

}
