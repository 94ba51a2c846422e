package io.ticketblue.admin.bookings;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.RoundView;
import org.jspecify.annotations.Nullable;

/**
 * A booking as lists and files show it.
 *
 * @param reservation the booking
 * @param buyer whose it is; closed, if the account is
 * @param round of which round, null if it was deleted meanwhile
 * @param performance of what, null if it was deleted meanwhile
 */
record BookingLine(ReservationView reservation, @Nullable AccountView buyer, @Nullable RoundView round,
        @Nullable PerformanceCard performance) {

    /** The buyer, null if the account is closed. */
    public @Nullable AccountView openBuyer() {
        return (this.buyer != null && !this.buyer.closed()) ? this.buyer : null;
    }

}
