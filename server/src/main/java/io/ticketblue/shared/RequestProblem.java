package io.ticketblue.shared;

import java.util.Map;

import org.springframework.http.HttpStatus;

/** What can be wrong with a request before any module looks at it, or with the server. */
final class RequestProblem extends Problem {

    private RequestProblem(HttpStatus status, String code, Map<String, Object> properties) {
        super(status, code, properties);
    }

    private RequestProblem(HttpStatus status, String code) {
        this(status, code, Map.of());
    }

    static Problem unauthenticated() {
        return new RequestProblem(HttpStatus.UNAUTHORIZED, "request.unauthenticated");
    }

    static Problem forbidden() {
        return new RequestProblem(HttpStatus.FORBIDDEN, "request.forbidden");
    }

    static Problem notFound() {
        return new RequestProblem(HttpStatus.NOT_FOUND, "request.not-found");
    }

    static Problem methodNotAllowed() {
        return new RequestProblem(HttpStatus.METHOD_NOT_ALLOWED, "request.method-not-allowed");
    }

    static Problem notAcceptable() {
        return new RequestProblem(HttpStatus.NOT_ACCEPTABLE, "request.not-acceptable");
    }

    static Problem inProgress() {
        return new RequestProblem(HttpStatus.CONFLICT, "request.in-progress");
    }

    static Problem idempotencyKeyReused() {
        return new RequestProblem(HttpStatus.UNPROCESSABLE_CONTENT, "request.idempotency-key-reused");
    }

    static Problem tooLarge() {
        return new RequestProblem(HttpStatus.CONTENT_TOO_LARGE, "request.too-large");
    }

    static Problem unsupportedMediaType() {
        return new RequestProblem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "request.unsupported-media-type");
    }

    /** Something went wrong that nobody foresaw; the log tells more under the id. */
    static Problem failed(String id) {
        return new RequestProblem(HttpStatus.INTERNAL_SERVER_ERROR, "request.failed", Map.of("id", id));
    }

    /** What a status without further explanation means. */
    static Problem of(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> unauthenticated();
            case FORBIDDEN -> forbidden();
            case NOT_FOUND -> notFound();
            case METHOD_NOT_ALLOWED -> methodNotAllowed();
            case NOT_ACCEPTABLE -> notAcceptable();
            case CONTENT_TOO_LARGE -> tooLarge();
            case UNSUPPORTED_MEDIA_TYPE -> unsupportedMediaType();
            case SERVICE_UNAVAILABLE -> new Unavailable();
            default -> new RequestProblem(status, status.is5xxServerError() ? "request.failed" : "request.refused");
        };
    }

}
