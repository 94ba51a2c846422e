package io.ticketblue.shared;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import io.ticketblue.shared.ProblemBody.FieldBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Shows a problem in the reader's language: as JSON (RFC 9457) under {@code /api}, as the
 * page {@code error/problem} elsewhere. It works in filters as well as in controllers.
 */
@Component
public class ProblemRenderer {

    private static final String MAY_PASS = ProblemRenderer.class.getName() + ".mayPass";

    /** Would make the path no URI reference, which RFC 9457 wants. */
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final String VIEW = "error/problem";

    private final MessageSource messages;

    private final ProblemTexts texts;

    private final LocaleResolver locales;

    private final JsonMapper json;

    ProblemRenderer(MessageSource messages, ProblemTexts texts, LocaleResolver locales, JsonMapper json) {
        this.messages = messages;
        this.texts = texts;
        this.locales = locales;
        this.json = json;
    }

    /**
     * Answers with {@code application/problem+json}.
     * @param request what was asked
     * @param response where to answer
     * @param problem what is wrong
     * @throws IOException if the client is gone
     */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        write(request, response, problem, request.getRequestURI());
    }

    private void write(HttpServletRequest request, HttpServletResponse response, Problem problem, String path)
            throws IOException {
        begin(request, response, problem);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        byte[] body = this.json.writeValueAsBytes(body(request, problem, path));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /**
     * Answers that nobody is signed in, as {@code request.unauthenticated}.
     * @param request what was asked
     * @param response where to answer
     * @throws IOException if the client is gone
     */
    public void writeUnauthenticated(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, RequestProblem.unauthenticated());
    }

    /**
     * Answers that the person may not do this, as {@code request.forbidden}.
     * @param request what was asked
     * @param response where to answer
     * @throws IOException if the client is gone
     */
    public void writeForbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, RequestProblem.forbidden());
    }

    /** The page that shows the problem: status, code, title, detail, errors. */
    ModelAndView page(HttpServletRequest request, HttpServletResponse response, Problem problem) {
        begin(request, response, problem);
        ProblemBody body = body(request, problem, request.getRequestURI());
        ModelAndView page = new ModelAndView(VIEW,
                Map.of("status", body.status(), "code", body.code(), "title", body.title(), "detail", body.detail(),
                        "errors", body.errors(), "id", problem.properties().getOrDefault("id", "")));
        page.setStatus(problem.status());
        return page;
    }

    /** Answers as JSON or as a page, by the path that was asked for. */
    @Nullable ModelAndView render(HttpServletRequest request, HttpServletResponse response, Problem problem, String path)
            throws IOException {
        if (!isApi(request, path)) {
            return page(request, response, problem);
        }
        write(request, response, problem, path);
        return null;
    }

    static boolean isApi(HttpServletRequest request, String path) {
        String api = request.getContextPath() + "/api";
        return path.equals(api) || path.startsWith(api + "/");
    }

    /** Whether the answer to a request is a refusal that may pass by itself. */
    static boolean mayPass(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(MAY_PASS));
    }

    private static void begin(HttpServletRequest request, HttpServletResponse response, Problem problem) {
        request.setAttribute(MAY_PASS, problem.mayPass());
        response.setStatus(problem.status().value());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Duration wait = problem.retryAfter();
        if (wait != null) {
            long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
    }

    private ProblemBody body(HttpServletRequest request, Problem problem, String path) {
        Locale locale = this.locales.resolveLocale(request);
        List<FieldBody> errors = (problem instanceof InvalidRequest invalid) ? invalid.fields()
            .stream()
            .map((field) -> new FieldBody(field.name(),
                    this.texts.text(field.messageKey(), field.arguments().toArray(), locale)))
            .toList() : List.of();
        return new ProblemBody("about:blank", title(problem.status(), locale), problem.status().value(),
                this.texts.text(problem.messageKey(), problem.arguments(), locale),
                BROKEN_ESCAPE.matcher(path).replaceAll("%25"), problem.code(), errors, problem.properties());
    }

    private String title(HttpStatus status, Locale locale) {
        String title = this.messages.getMessage("status." + status.value(), null, null, locale);
        return Objects.requireNonNullElse(title, status.getReasonPhrase());
    }

}
