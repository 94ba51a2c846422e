package io.ticketblue.shared.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
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
        byte[] zipped = takesGzip(request) ? content.zipped() : null;
        response.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
        response.setHeader(HttpHeaders.ETAG, '"' + content.tag() + ((zipped != null) ? ZIPPED : "") + '"');
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
        if (takesGzip(request)) {
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

    private static boolean takesGzip(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && accepted.contains(GZIP) && !accepted.replace(" ", "").contains("gzip;q=0");
    }

    /** By the weak comparison, as RFC 9110 wants it for GET. */
    private static boolean isKnown(HttpServletRequest request, String tag) {
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return known != null && ("*".equals(known.strip()) || known.contains('"' + tag + '"')
                || known.contains('"' + tag + ZIPPED + '"'));
    }

}
