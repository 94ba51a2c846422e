package io.ticketblue.booking;

import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * How a hold is to be paid.
 *
 * @param coupon what makes it cheaper, null for nothing
 * @param method how, null for {@link PaymentMethod#FREE} where nothing is to pay and
 * {@link PaymentMethod#CARD} otherwise
 * @param refundAccount where the money goes back to; for a virtual account only, and
 * needed there
 */
public record PlaceOrder(@Nullable IssuedCouponId coupon, @Nullable PaymentMethod method,
        @Nullable RefundAccount refundAccount) {

    /**
     * An order without a coupon, to be paid by card.
     * @return the order
     */
    public static PlaceOrder simple() {
        return new PlaceOrder(null, null, null);
    }

    /** Refuses a method that does not fit. */
    public void requireMethodFor(Money amount) {
        if (this.method == PaymentMethod.FREE && !amount.isZero()) {
            throw new InvalidRequest("method", "booking.not-free");
        }
        PaymentMethod chosen = (this.method != null) ? this.method : PaymentMethod.CARD;
        if (!amount.isZero() && !chosen.takes(amount)) {
            throw new InvalidRequest("method", "booking.method-minimum", chosen.leastAmount().won());
        }
        if (this.method == PaymentMethod.VIRTUAL_ACCOUNT && this.refundAccount == null) {
            throw new InvalidRequest("refundAccount", "booking.refund-account-missing");
        }
    }

}
