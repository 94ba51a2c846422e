package io.ticketblue.payment.internal;

import java.time.Instant;
import java.util.List;

import io.ticketblue.payment.ProviderMethod;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the provider has it.
 *
 * @param status {@code DONE}, {@code IN_PROGRESS}, …
 * @param total what was taken, or is to be taken
 * @param balance what of it has not been given back
 * @param transactionKey the provider's name of the last thing that happened to it
 * @param account where to transfer to, if it is paid so
 * @param secret what the provider proves its deposit notices with
 */
record ProviderPayment(String paymentKey, String orderId, String status, String currency, long total, long balance,
        @Nullable ProviderMethod method, @Nullable Instant approvedAt, @Nullable String receiptUrl,
        @Nullable String failureCode, @Nullable String failureMessage, List<Cancel> cancels,
        @Nullable String transactionKey, @Nullable Account account, @Nullable String secret) {

    ProviderPayment {
        cancels = List.copyOf(cancels);
    }

    /**
     * The provider's name of the taking of the money; unknown once something else
     * happened to the payment.
     */
    @Nullable String captureKey() {
        return this.cancels.isEmpty() ? this.transactionKey : null;
    }

    /**
     * An account that was made for the payment.
     *
     * @param dueDate until when it takes money
     */
    record Account(String bank, String number, String holder, @Nullable Instant dueDate) {
    }

    /**
     * Money that was given back.
     *
     * @param status {@code DONE} once it has been
     * @param at when
     */
    record Cancel(String transactionKey, String reason, long amount, String status, @Nullable Instant at) {

        boolean isDone() {
            return this.status.equals("DONE");
        }

    }

}
