package io.ticketblue.shared;

import java.io.IOException;
import java.util.UUID;

import io.ticketblue.shared.database.DatabaseFailures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers everything that a controller throws, in one shape and without a stack trace.
 */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemRenderer renderer;

    ProblemAdvice(ProblemRenderer renderer) {
        this.renderer = renderer;
    }

    @ExceptionHandler
    @Nullable ModelAndView answer(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (thrown instanceof AccessDeniedException || thrown instanceof AuthenticationException) {
            // The security filters know whether to answer or to lead to the sign-in page.
            throw thrown;
        }
        if (thrown instanceof AsyncRequestNotUsableException || response.isCommitted()) {
            log.debug("The client of {} is gone", LoggedPath.of(request), thrown);
            return null;
        }
        if (thrown instanceof ErrorResponse known && known.getHeaders().containsHeader(HttpHeaders.ALLOW)) {
            response.setHeader(HttpHeaders.ALLOW, known.getHeaders().getFirst(HttpHeaders.ALLOW));
        }
        String path = request.getRequestURI();
        boolean nowhere = !ProblemRenderer.isApi(request, path) && RequestProblems.isOfThePath(thrown);
        return this.renderer.render(request, response, nowhere ? RequestProblem.notFound() : problem(thrown, request),
                path);
    }

    /** Known problems as they are; unknown ones under an id that leads to the log. */
    static Problem problem(Throwable thrown, HttpServletRequest request) throws IOException {
        Problem problem = RequestProblems.of(thrown);
        if (problem == null) {
            String id = UUID.randomUUID().toString();
            log.atError()
                .addKeyValue("id", id)
                .setCause(thrown)
                .log("{} {} failed, id {}", request.getMethod(), LoggedPath.of(request), id);
            return RequestProblem.failed(id);
        }
        if (problem.status().is5xxServerError() && problem != thrown) {
            // A database that is gone is logged once, by the circuit breaker, which also
            // counts.
            log.atLevel(DatabaseFailures.isConnectionLost(thrown) ? Level.DEBUG : Level.WARN)
                .setCause(DatabaseFailures.isOutage(thrown) ? null : thrown)
                .log("{} {} answered {}: {}", request.getMethod(), LoggedPath.of(request), problem.code(),
                        thrown.getMessage());
        }
        return problem;
    }

}
