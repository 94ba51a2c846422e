package io.ticketblue.payment.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * Money that is to go back.
 *
 * @param calls how often the provider was to be asked to send it
 * @param cancelKey which idempotency key to use
 * @param failureCode why the provider refused for good
 * @param createdAt when it was promised
 */
record RefundRow(RefundId id, PaymentId payment, Money amount, String reason, RefundStatus status, int calls,
        int cancelKey, @Nullable String failureCode, Instant createdAt) {

    /** The provider takes a reason of 200 characters, of which the mark needs some. */
    private static final int MAX_REASON = 160;

    boolean isRequested() {
        return this.status == RefundStatus.REQUESTED;
    }

    String idempotencyKey(OrderId order) {
        return "refund-" + order + "-" + this.id + "-" + this.cancelKey;
    }

    /** The reason for the provider, marked so that this refund is found again there. */
    String markedReason() {
        String text = (this.reason.length() > MAX_REASON) ? this.reason.substring(0, MAX_REASON) : this.reason;
        return text + mark();
    }

    boolean isIn(ProviderPayment.Cancel cancel) {
        return cancel.reason().endsWith(mark());
    }

    /**
     * Whether this refund can be what somebody gave back in the provider's own pages:
     * what went back before it was promised is not. The provider names whole seconds.
     */
    boolean mayBe(ProviderPayment.Cancel cancel) {
        return cancel.isDone() && !isMarked(cancel) && cancel.at() != null
                && !cancel.at().isBefore(this.createdAt.truncatedTo(ChronoUnit.SECONDS));
    }

    private String mark() {
        return " [refund " + this.id + "]";
    }

    private static boolean isMarked(ProviderPayment.Cancel cancel) {
        return cancel.reason().matches("(?s).* \\[refund [0-9]+\\]");
    }

}
