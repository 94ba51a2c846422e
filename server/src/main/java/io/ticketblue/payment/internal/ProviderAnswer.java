package io.ticketblue.payment.internal;

import java.util.Set;

/** What came of a call to the provider. */
sealed interface ProviderAnswer {

    /** The provider showed the payment. */
    record Found(ProviderPayment payment) implements ProviderAnswer {
    }

    /** Nothing that can be understood came back; the call may have been carried out. */
    record Silent(String why) implements ProviderAnswer {
    }

    /**
     * The provider answered with an error. The status alone does not tell whether the
     * error is for good ({@code PROVIDER_ERROR} is 400 and temporary).
     */
    record Refused(int status, String code, String message) implements ProviderAnswer {

        private static final String STILL_PROCESSING = "IDEMPOTENT_REQUEST_PROCESSING";

        private static final int MAX_CALLS_WHILE_PROCESSING = 5;

        private static final Set<String> TEMPORARY = Set.of("PROVIDER_ERROR", "COMMON_ERROR",
                "FORBIDDEN_CONSECUTIVE_REQUEST", STILL_PROCESSING);

        /** Our own keys are wrong, which says nothing about the payment. */
        private static final Set<String> OUR_KEYS = Set.of("INVALID_API_KEY", "UNAUTHORIZED_KEY",
                "INCORRECT_BASIC_AUTH_FORMAT");

        /** Whether the same call may go well later. */
        boolean isTemporary() {
            return this.status >= 500 || this.status == 429 || this.status == 408 || this.status == 401
                    || TEMPORARY.contains(this.code) || OUR_KEYS.contains(this.code);
        }

        /**
         * Whether the provider itself is in trouble or asked too often, so that the next
         * call will hardly fare better, whatever it is about.
         */
        boolean isOverburdened() {
            return this.status >= 500 || this.status == 429;
        }

        /**
         * Whether the first call with the same idempotency key is still under way, so
         * that the key is still to be used. After several calls, each of which waited
         * longer, the first one is taken for lost.
         * @param calls how many calls there were
         */
        boolean isStillProcessing(int calls) {
            return this.code.equals(STILL_PROCESSING) && calls < MAX_CALLS_WHILE_PROCESSING;
        }

        boolean says(String... codes) {
            return Set.of(codes).contains(this.code);
        }

    }

}
