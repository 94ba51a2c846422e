package io.ticketblue.shared;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies over 64 KB; over 4 MB where the map of the largest hall fits in, or a
 * form of staff with a large table; and uploads, where they are taken, over their own
 * limit. It does so before anybody looks for a form's token in a body that cannot be
 * read, and says that the token is wrong. Elsewhere uploads are refused unread.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class BodyLimit extends OncePerRequestFilter {

    static final long LIMIT = DataSize.ofKilobytes(64).toBytes();

    private static final long LARGE = DataSize.ofMegabytes(4).toBytes();

    private static final String STAFF_PAGES = "/admin/";

    private static final String MAPS = "/api/admin/venues";

    private static final String POSTERS = "/api/admin/performances";

    private final EarlyRefusals refusals;

    private final long uploadLimit;

    BodyLimit(EarlyRefusals refusals, @Value("${spring.servlet.multipart.max-request-size}") DataSize uploadLimit) {
        this.refusals = refusals;
        this.uploadLimit = uploadLimit.toBytes();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean upload = isUpload(request);
        if (upload && !path.startsWith(STAFF_PAGES) && !path.startsWith(POSTERS)) {
            this.refusals.refuse(request, response, RequestProblem.unsupportedMediaType());
            return;
        }
        long limit = upload ? this.uploadLimit : limit(path);
        if (request.getContentLengthLong() > limit) {
            this.refusals.refuse(request, response, RequestProblem.tooLarge());
            return;
        }
        // Of an upload whose length is unknown the server counts the parts as it reads.
        boolean unknown = !upload && request.getContentLengthLong() < 0;
        chain.doFilter(unknown ? new Limited(request, limit) : request, response);
    }

    private static long limit(String path) {
        return (path.startsWith(STAFF_PAGES) || path.startsWith(MAPS)) ? LARGE : LIMIT;
    }

    private static boolean isUpload(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
    }

    /** A request that did not say how long it is. */
    private static final class Limited extends HttpServletRequestWrapper {

        private final long limit;

        private @Nullable Counted input;

        private Limited(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (this.input == null) {
                this.input = new Counted(super.getInputStream(), this.limit);
            }
            return this.input;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            return new BufferedReader(new InputStreamReader(getInputStream(),
                    (encoding != null) ? encoding : StandardCharsets.UTF_8.name()));
        }

    }

    private static final class Counted extends ServletInputStream {

        private final ServletInputStream input;

        private final long limit;

        private long count;

        private Counted(ServletInputStream input, long limit) {
            this.input = input;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int value = this.input.read();
            count((value >= 0) ? 1 : 0);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = this.input.read(buffer, offset, length);
            count(read);
            return read;
        }

        private void count(int read) {
            this.count += Math.max(0, read);
            if (this.count > this.limit) {
                throw RequestProblem.tooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return this.input.isFinished();
        }

        @Override
        public boolean isReady() {
            return this.input.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            this.input.setReadListener(listener);
        }

    }

}
