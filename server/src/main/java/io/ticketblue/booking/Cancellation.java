package io.ticketblue.booking;

import io.ticketblue.payment.RefundStatus;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation that was carried out. The seats are free at once; the money goes back at
 * once too, or as soon as the provider can be reached.
 *
 * @param refund what goes back
 * @param fee what is kept in all
 * @param cancellationFee what of that is kept of the tickets' prices
 * @param bookingFee what of that is kept of the booking fees
 * @param status where the reservation stands now
 * @param refundStatus where the refund stands: DONE when the provider has sent the money,
 * REQUESTED while it is asked, REFUSED when staff have to settle it; null when nothing
 * was paid
 */
public record Cancellation(Money refund, Money fee, Money cancellationFee, Money bookingFee, ReservationStatus status,
        @Nullable RefundStatus refundStatus) {
}
