package io.ticketblue.embedded.toss;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with a call of the API.
 *
 * @param kind what goes wrong
 * @param delay how long it takes, for the two kinds of delay
 * @param status the HTTP status, for the two kinds of error
 * @param code the error code, for the two kinds of error
 * @param totalAmount whole won, for {@link Kind#WRONG_AMOUNT}
 */
public record TossFault(Kind kind, Duration delay, int status, @Nullable String code, long totalAmount) {

    /**
     * The kinds of faults. Which of them leave the provider's books changed is the point.
     */
    public enum Kind {

        /** Waits, then processes and answers. */
        DELAY_BEFORE,
        /** Processes, then waits and answers. */
        DELAY_AFTER,
        /** Closes the connection; nothing is processed. */
        CLOSE_BEFORE,
        /** Processes, then closes the connection without an answer. */
        CLOSE_AFTER,
        /**
         * Answers with an error; nothing is processed. A repeat with the same idempotency
         * key gets the same error, unless its status is 429.
         */
        ERROR,
        /**
         * Processes, then answers with an error all the same. A repeat with the same
         * idempotency key gets the true answer.
         */
        ERROR_AFTER,
        /** Processes and answers with another totalAmount than the true one. */
        WRONG_AMOUNT,
        /** Processes and answers 200 with a body that is no JSON. */
        GARBAGE

    }

    public TossFault {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative: " + delay);
        }
        boolean error = kind == Kind.ERROR || kind == Kind.ERROR_AFTER;
        if (error && (code == null || status < 400 || status > 599)) {
            throw new IllegalArgumentException("an error needs a code and a status of 400 to 599");
        }
    }

    /**
     * Waits before it processes.
     * @param delay how long
     * @return the fault
     */
    public static TossFault delayBefore(Duration delay) {
        return new TossFault(Kind.DELAY_BEFORE, delay, 0, null, 0);
    }

    /**
     * Processes at once but answers late.
     * @param delay how long after
     * @return the fault
     */
    public static TossFault delayAfter(Duration delay) {
        return new TossFault(Kind.DELAY_AFTER, delay, 0, null, 0);
    }

    /**
     * Closes the connection; nothing is processed.
     * @return the fault
     */
    public static TossFault closeBefore() {
        return new TossFault(Kind.CLOSE_BEFORE, Duration.ZERO, 0, null, 0);
    }

    /**
     * Processes and closes the connection without an answer.
     * @return the fault
     */
    public static TossFault closeAfter() {
        return new TossFault(Kind.CLOSE_AFTER, Duration.ZERO, 0, null, 0);
    }

    /**
     * Refuses with an error code and that code's own HTTP status (400 for a code that the
     * provider does not list); nothing is processed.
     * @param code such as {@code PROVIDER_ERROR}
     * @return the fault
     */
    public static TossFault error(String code) {
        return error(ErrorCodes.status(code), code);
    }

    /**
     * Refuses with an error; nothing is processed.
     * @param status HTTP status, 400 to 599
     * @param code such as {@code TOO_MANY_REQUESTS}
     * @return the fault
     */
    public static TossFault error(int status, String code) {
        return new TossFault(Kind.ERROR, Duration.ZERO, status, code, 0);
    }

    /**
     * Processes, but answers with an error.
     * @param status HTTP status, 400 to 599
     * @param code such as {@code FAILED_INTERNAL_SYSTEM_PROCESSING}
     * @return the fault
     */
    public static TossFault errorAfter(int status, String code) {
        return new TossFault(Kind.ERROR_AFTER, Duration.ZERO, status, code, 0);
    }

    /**
     * Processes, but names another amount in the answer.
     * @param totalAmount whole won
     * @return the fault
     */
    public static TossFault wrongAmount(long totalAmount) {
        return new TossFault(Kind.WRONG_AMOUNT, Duration.ZERO, 0, null, totalAmount);
    }

    /**
     * Processes, but answers with something that is no JSON.
     * @return the fault
     */
    public static TossFault garbage() {
        return new TossFault(Kind.GARBAGE, Duration.ZERO, 0, null, 0);
    }

}
