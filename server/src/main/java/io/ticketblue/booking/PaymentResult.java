package io.ticketblue.booking;

import java.time.Instant;

import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.ProviderMethod;
import io.ticketblue.payment.VirtualAccount;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * How a payment ended.
 *
 * @param paymentId identifies the payment
 * @param status where it stands
 * @param reservationId what was paid for
 * @param method how
 * @param amount how much
 * @param approvedAt when the money was taken
 * @param receiptUrl the provider's receipt
 * @param virtualAccount where to transfer the amount to, if it is paid so
 */
public record PaymentResult(PaymentId paymentId, PaymentStatus status, ReservationId reservationId,
        @Nullable ProviderMethod method, Money amount, @Nullable Instant approvedAt, @Nullable String receiptUrl,
        @Nullable VirtualAccount virtualAccount) {

    /**
     * Tells what became of a payment.
     * @param payment the payment
     * @return what the buyer is told
     */
    public static PaymentResult of(PaymentView payment) {
        return new PaymentResult(payment.id(), payment.status(), new ReservationId(payment.reference()),
                payment.method(), payment.amount(), payment.approvedAt(), payment.receiptUrl(),
                payment.virtualAccount());
    }

}
