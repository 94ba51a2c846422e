package io.ticketblue.shared;

import java.io.IOException;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies over 4 MB, which is room for the map of the largest hall. Uploads have
 * their own limit.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class BodyLimit extends OncePerRequestFilter {

    private static final long LIMIT = DataSize.ofMegabytes(4).toBytes();

    private final ProblemRenderer renderer;

    BodyLimit(ProblemRenderer renderer) {
        this.renderer = renderer;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > LIMIT) {
            this.renderer.write(request, response, RequestProblem.tooLarge());
            return;
        }
        chain.doFilter((request.getContentLengthLong() < 0) ? new Limited(request) : request, response);
    }

    /** A request that did not say how long it is. */
    private static final class Limited extends HttpServletRequestWrapper {

        private Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new Counted(super.getInputStream());
        }

    }

    private static final class Counted extends ServletInputStream {

        private final ServletInputStream input;

        private long count;

        private Counted(ServletInputStream input) {
            this.input = input;
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
            if (this.count > LIMIT) {
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
