package io.ticketblue.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.ticketblue.shared.database.DatabaseFailures;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** Says as a {@link Problem} what the web framework and its libraries throw. */
final class RequestProblems {

    private static final String BODY = "body";

    private static final int DEEPEST_CAUSE = 20;

    private RequestProblems() {
    }

    /** The problem that the exception stands for, or null if nobody foresaw it. */
    static @Nullable Problem of(Throwable thrown) {
        Problem cause = causedBy(thrown, Problem.class);
        if (cause != null) {
            return cause;
        }
        return switch (thrown) {
            case MethodArgumentNotValidException ex -> invalid(ex.getBindingResult());
            case BindException ex -> invalid(ex.getBindingResult());
            case HandlerMethodValidationException ex -> invalid(ex);
            case ConstraintViolationException ex -> invalid(ex);
            case HttpMessageNotReadableException ex -> unreadable(ex);
            case MethodArgumentTypeMismatchException ex -> wrongType(ex.getName());
            case TypeMismatchException ex -> wrongType((ex.getPropertyName() != null) ? ex.getPropertyName() : BODY);
            case MissingServletRequestParameterException ex -> missing(ex.getParameterName());
            case MissingRequestHeaderException ex -> missing(ex.getHeaderName());
            case MissingServletRequestPartException ex -> missing(ex.getRequestPartName());
            case ServletRequestBindingException ex -> new InvalidRequest(BODY, "request.unreadable");
            case MaxUploadSizeExceededException ex -> RequestProblem.tooLarge();
            case MultipartException ex -> new InvalidRequest(BODY, "request.unreadable");
            case HttpMediaTypeNotAcceptableException ex -> RequestProblem.notAcceptable();
            case RequestRejectedException ex -> new InvalidRequest(BODY, "request.unreadable");
            case ErrorResponse ex -> ofStatus(ex);
            default -> DatabaseFailures.isOutage(thrown) ? new Unavailable() : null;
        };
    }

    /**
     * Whether a part of the path cannot be what the handler expects, such as a word where
     * a number belongs: for whoever follows links there is no such page.
     */
    static boolean isOfThePath(Throwable thrown) {
        return thrown instanceof MethodArgumentTypeMismatchException mismatch
                && mismatch.getParameter().hasParameterAnnotation(PathVariable.class);
    }

    private static @Nullable Problem ofStatus(ErrorResponse response) {
        HttpStatus status = HttpStatus.resolve(response.getStatusCode().value());
        return (status == null || status == HttpStatus.INTERNAL_SERVER_ERROR) ? null : RequestProblem.of(status);
    }

    private static <T> @Nullable T causedBy(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static Problem invalid(BindingResult result) {
        List<InvalidRequest.Field> fields = new ArrayList<>();
        for (ObjectError error : result.getAllErrors()) {
            String name = (error instanceof FieldError field) ? field.getField() : BODY;
            boolean wrongType = error instanceof FieldError field && field.isBindingFailure();
            fields.add(wrongType ? new InvalidRequest.Field(name, "request.wrong-type", List.of())
                    : text(name, error.getDefaultMessage()));
        }
        return new InvalidRequest(fields);
    }

    private static Problem invalid(HandlerMethodValidationException thrown) {
        List<InvalidRequest.Field> fields = new ArrayList<>();
        thrown.getParameterValidationResults().forEach((result) -> {
            String parameter = result.getMethodParameter().getParameterName();
            for (MessageSourceResolvable error : result.getResolvableErrors()) {
                String name = (error instanceof FieldError field) ? field.getField() : parameter;
                fields.add(text((name != null) ? name : BODY, error.getDefaultMessage()));
            }
        });
        return new InvalidRequest(fields);
    }

    private static Problem invalid(ConstraintViolationException thrown) {
        return new InvalidRequest(thrown.getConstraintViolations()
            .stream()
            .map((violation) -> text(lastName(violation), violation.getMessage()))
            .toList());
    }

    private static String lastName(ConstraintViolation<?> violation) {
        String name = BODY;
        for (Path.Node node : violation.getPropertyPath()) {
            name = (node.getName() != null) ? node.getName() : name;
        }
        return name;
    }

    private static InvalidRequest.Field text(String field, @Nullable String message) {
        return (message != null) ? new InvalidRequest.Field(field, "request.field", List.of(message))
                : new InvalidRequest.Field(field, "request.wrong-type", List.of());
    }

    private static Problem unreadable(HttpMessageNotReadableException thrown) {
        return switch (thrown.getCause()) {
            case UnrecognizedPropertyException ex -> new InvalidRequest(path(ex), "request.unknown-field");
            case ValueInstantiationException ex -> new InvalidRequest(path(ex), "request.value-not-allowed");
            case DatabindException ex -> wrongType(path(ex));
            case InputCoercionException ex -> wrongType(path(ex));
            case null -> new InvalidRequest(BODY, "request.required");
            default -> new InvalidRequest(BODY, "request.unreadable");
        };
    }

    private static String path(JacksonException thrown) {
        String path = thrown.getPath()
            .stream()
            .map((step) -> (step.getPropertyName() != null) ? "." + step.getPropertyName()
                    : "[" + step.getIndex() + "]")
            .collect(Collectors.joining());
        return path.isEmpty() ? BODY : path.startsWith(".") ? path.substring(1) : path;
    }

    private static Problem wrongType(String field) {
        return new InvalidRequest(field, "request.wrong-type");
    }

    private static Problem missing(String field) {
        return new InvalidRequest(field, "request.required");
    }

}
