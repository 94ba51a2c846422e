package io.ticketblue.shared;

import java.io.IOException;
import java.util.Objects;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers what failed before or behind the controllers, in the same shape as the rest.
 */
@Controller
class ErrorPages implements ErrorController {

    private final ProblemRenderer renderer;

    ErrorPages(ProblemRenderer renderer) {
        this.renderer = renderer;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    @Nullable ModelAndView error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI),
                request.getRequestURI());
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Problem problem = (thrown instanceof Throwable cause) ? ProblemAdvice.problem(rootOf(cause), request)
                : RequestProblem.of(status(request));
        return this.renderer.render(request, response, problem, path);
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return (thrown instanceof ServletException && cause != null) ? cause : thrown;
    }

    /** Whoever opens the error page itself asks for something that is not there. */
    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = (code instanceof Integer number) ? HttpStatus.resolve(number) : null;
        return (status != null && status.isError()) ? status : HttpStatus.NOT_FOUND;
    }

}
