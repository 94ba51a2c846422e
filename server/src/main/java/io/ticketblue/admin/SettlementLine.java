package io.ticketblue.admin;

import java.time.LocalDate;

import io.ticketblue.payment.MoneyMovement;
import org.jspecify.annotations.Nullable;

/**
 * What a performance took and gave on one day in Korea, in whole won.
 *
 * @param day the day, null for the sum of several
 * @param performanceId the performance, null for the sum of several
 * @param title its title, empty for the sum of several
 * @param bookings how many bookings were paid; money that came for nothing, because its
 * payment had failed, is no booking
 * @param seats of how many seats
 * @param captured what buyers paid, less what their banks took back
 * @param refunded what went back to them, through the provider or in another way
 * @param fees what is kept of it at cancellations; a part of what was paid, not more
 * @param compensation what they were given beyond what they paid
 * @param net captured − refunded − compensation; less than nothing when more went back
 */
record SettlementLine(@Nullable LocalDate day, @Nullable Long performanceId, String title, long bookings, long seats,
        long captured, long refunded, long fees, long compensation, long net) {

    static SettlementLine empty(@Nullable LocalDate day, @Nullable Long performance, String title) {
        return new SettlementLine(day, performance, title, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * The line with one more movement.
     * @param seatsOfBooking how many seats were booked that the movement is about
     */
    SettlementLine plus(MoneyMovement movement, int seatsOfBooking) {
        long amount = movement.amount().won();
        int bought = movement.astray() ? 0 : 1;
        return switch (movement.kind()) {
            case CAPTURE -> plus(bought, bought * seatsOfBooking, amount, 0, 0, 0);
            case REVERSAL -> plus(-1, -seatsOfBooking, -amount, 0, 0, 0);
            case REFUND, REPAYMENT -> plus(0, 0, 0, amount, 0, 0);
            case FEE -> plus(0, 0, 0, 0, amount, 0);
            case COMPENSATION -> plus(0, 0, 0, 0, 0, amount);
        };
    }

    /** The line with all of another. */
    SettlementLine plus(SettlementLine other) {
        return plus(other.bookings, other.seats, other.captured, other.refunded, other.fees, other.compensation);
    }

    private SettlementLine plus(long moreBookings, long moreSeats, long moreCaptured, long moreRefunded, long moreFees,
            long moreCompensation) {
        return new SettlementLine(this.day, this.performanceId, this.title, this.bookings + moreBookings,
                this.seats + moreSeats, this.captured + moreCaptured, this.refunded + moreRefunded,
                this.fees + moreFees, this.compensation + moreCompensation,
                this.net + moreCaptured - moreRefunded - moreCompensation);
    }

    SettlementLine titled(String name) {
        return new SettlementLine(this.day, this.performanceId, name, this.bookings, this.seats, this.captured,
                this.refunded, this.fees, this.compensation, this.net);
    }

}
