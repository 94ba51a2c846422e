package io.ticketblue.shared;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * A rule that was broken, with a stable code that clients may rely on. The API answers it
 * as {@code application/problem+json} (RFC 9457), pages show it in the reader's language.
 * The text is the message {@code problem.<code>} with the arguments filled in.
 */
public abstract class Problem extends RuntimeException {

    private final HttpStatus status;

    private final String code;

    private final transient Map<String, Object> properties;

    private final transient Object[] arguments;

    /**
     * Creates a problem.
     * @param status the HTTP status of the answer
     * @param code {@code module.problem}, never changed once published
     * @param properties further members of the answer
     * @param arguments what the message's places are filled with
     */
    protected Problem(HttpStatus status, String code, Map<String, Object> properties, Object... arguments) {
        super(code);
        this.status = status;
        this.code = code;
        this.properties = Map.copyOf(properties);
        this.arguments = arguments.clone();
    }

    /**
     * Creates a problem that has nothing to add to its code.
     * @param status the HTTP status of the answer
     * @param code {@code module.problem}, never changed once published
     */
    protected Problem(HttpStatus status, String code) {
        this(status, code, Map.of());
    }

    /**
     * The HTTP status of the answer.
     * @return a 4xx or 5xx status
     */
    public HttpStatus status() {
        return this.status;
    }

    /**
     * The stable code.
     * @return {@code module.problem}
     */
    public String code() {
        return this.code;
    }

    /**
     * Further members of the answer.
     * @return names and values, perhaps none
     */
    public Map<String, Object> properties() {
        return this.properties;
    }

    /**
     * What the message's places are filled with.
     * @return the arguments, perhaps none
     */
    public Object[] arguments() {
        return this.arguments.clone();
    }

    /**
     * How long the client should wait before it tries again; answered as
     * {@code Retry-After}.
     * @return the time, or null if waiting does not help
     */
    public @Nullable Duration retryAfter() {
        return null;
    }

    /**
     * Whether the very same request may succeed later although nobody has changed
     * anything, because a time or a turn comes or a rush ends. Such a refusal is not kept
     * under an {@link Idempotent} key.
     * @return true for 429, for server errors and whenever waiting helps
     */
    public boolean mayPass() {
        return this.status.is5xxServerError() || this.status == HttpStatus.TOO_MANY_REQUESTS || retryAfter() != null;
    }

    /**
     * The key of the message that tells people what is wrong.
     * @return {@code problem.<code>}
     */
    public String messageKey() {
        return "problem." + this.code;
    }

}
