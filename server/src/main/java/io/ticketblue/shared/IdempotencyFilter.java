package io.ticketblue.shared;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import io.ticketblue.shared.IdempotentRequests.Answer;
import io.ticketblue.shared.IdempotentRequests.InProgress;
import io.ticketblue.shared.IdempotentRequests.Reused;
import io.ticketblue.shared.IdempotentRequests.Run;
import io.ticketblue.shared.database.DatabaseFailures;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.ServletRequestPathUtils;

/** Does what {@link Idempotent} promises, behind the filters that know who is there. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class IdempotencyFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);

    static final String HEADER = Idempotent.KEY;

    private static final String REPLAYED = "Idempotency-Replayed";

    private static final Pattern KEY = Pattern.compile("[!-~]{1,100}");

    private final RequestMappingHandlerMapping handlers;

    private final IdempotentRequests requests;

    private final CurrentPerson person;

    private final ProblemRenderer problems;

    IdempotencyFilter(RequestMappingHandlerMapping requestMappingHandlerMapping, IdempotentRequests requests,
            CurrentPerson person, ProblemRenderer problems) {
        this.handlers = requestMappingHandlerMapping;
        this.requests = requests;
        this.person = person;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod()) || request.getHeader(HEADER) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Long id = isIdempotent(request) ? this.person.id() : null;
        if (id == null) {
            chain.doFilter(request, response);
            return;
        }
        try {
            String key = key(request);
            byte[] body = request.getInputStream().readAllBytes();
            switch (this.requests.claim(id, key, fingerprint(request, body))) {
                case Run run -> run(run, new Repeatable(request, body), response, chain);
                case Answer answer -> repeat(answer, response);
                case InProgress other -> throw RequestProblem.inProgress();
                case Reused other -> throw RequestProblem.idempotencyKeyReused();
            }
        }
        catch (Problem problem) {
            this.problems.write(request, response, problem);
        }
        catch (DataAccessException ex) {
            if (response.isCommitted() || !DatabaseFailures.isOutage(ex)) {
                throw ex;
            }
            this.problems.write(request, response, new Unavailable());
        }
    }

    private boolean isIdempotent(HttpServletRequest request) throws ServletException {
        boolean parsed = ServletRequestPathUtils.hasParsedRequestPath(request);
        if (!parsed) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        try {
            HandlerExecutionChain found = this.handlers.getHandler(request);
            return found != null && found.getHandler() instanceof HandlerMethod method
                    && method.hasMethodAnnotation(Idempotent.class);
        }
        catch (ServletException ex) {
            throw ex;
        }
        catch (Exception ex) {
            throw new ServletException("No handler could be looked up", ex);
        }
        finally {
            if (!parsed) {
                ServletRequestPathUtils.clearParsedRequestPath(request);
            }
        }
    }

    private static String key(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders(HEADER));
        if (keys.size() != 1 || !KEY.matcher(keys.getFirst()).matches()) {
            throw new InvalidRequest(HEADER, "request.idempotency-key-rule");
        }
        return keys.getFirst();
    }

    private static byte[] fingerprint(HttpServletRequest request, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String address = request.getRequestURI() + "?" + Objects.toString(request.getQueryString(), "") + "\n";
            digest.update(address.getBytes(StandardCharsets.UTF_8));
            return digest.digest(body);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java platform has SHA-256", ex);
        }
    }

    private void run(Run run, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper copy = new ContentCachingResponseWrapper(response);
        boolean answered = false;
        try {
            chain.doFilter(request, copy);
            answered = isKept(request, copy);
        }
        finally {
            if (!answered) {
                this.requests.release(run);
            }
        }
        if (answered) {
            keep(run, copy);
        }
        copy.copyBodyToResponse();
    }

    /** Each problem says itself whether the next attempt may fare otherwise. */
    private static boolean isKept(HttpServletRequest request, ContentCachingResponseWrapper copy) {
        int status = copy.getStatus();
        return !copy.isCommitted() && status < HttpStatus.INTERNAL_SERVER_ERROR.value()
                && status != HttpStatus.TOO_MANY_REQUESTS.value() && !ProblemRenderer.mayPass(request);
    }

    /** What was done is done: its answer goes out even if it cannot be kept. */
    private void keep(Run run, ContentCachingResponseWrapper copy) {
        try {
            this.requests.finish(run, new Answer(copy.getStatus(), copy.getContentType(),
                    copy.getHeader(HttpHeaders.LOCATION), copy.getContentAsByteArray()));
        }
        catch (DataAccessException ex) {
            log.atError()
                .setCause(DatabaseFailures.isOutage(ex) ? null : ex)
                .log("An answer to a request with an idempotency key was not kept");
        }
    }

    private static void repeat(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        response.setHeader(REPLAYED, "true");
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        if (answer.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, answer.location());
        }
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    /** A request whose body has been read already. */
    private static final class Repeatable extends HttpServletRequestWrapper {

        private final byte[] body;

        private Repeatable(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream bytes = new ByteArrayInputStream(this.body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] buffer, int offset, int length) {
                    return bytes.read(buffer, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("The body is read already");
                }
            };
        }

    }

}
