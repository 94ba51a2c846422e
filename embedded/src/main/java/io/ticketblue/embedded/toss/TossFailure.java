package io.ticketblue.embedded.toss;

import org.jspecify.annotations.Nullable;

/**
 * A refusal with one of the provider's error codes.
 */
final class TossFailure extends RuntimeException {

    private final int status;

    private final String code;

    private final @Nullable String detail;

    private TossFailure(int status, String code, @Nullable String detail) {
        super(code + ((detail != null) ? ": " + detail : ""), null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    /**
     * With the code's own HTTP status and message.
     */
    static TossFailure of(String code) {
        return new TossFailure(ErrorCodes.status(code), code, null);
    }

    /**
     * With another HTTP status than the code's own.
     */
    static TossFailure of(int status, String code) {
        return new TossFailure(status, code, null);
    }

    /**
     * A malformed request; the detail says which field and what is expected.
     */
    static TossFailure invalid(String detail) {
        return new TossFailure(ErrorCodes.status("INVALID_REQUEST"), "INVALID_REQUEST", detail);
    }

    int status() {
        return this.status;
    }

    String code() {
        return this.code;
    }

    Answer answer(Language language) {
        String message = ErrorCodes.message(this.code, language);
        return Answer.error(this.status, this.code, (this.detail != null) ? message + " " + this.detail : message);
    }

}
