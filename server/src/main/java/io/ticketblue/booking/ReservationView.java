package io.ticketblue.booking;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A reservation. A hold whose time has passed shows as {@link ReservationStatus#EXPIRED},
 * by the clock.
 *
 * @param id identifies it
 * @param code what people read to each other, such as {@code 7KQ2-M9XB}
 * @param status where it stands
 * @param buyer whose it is
 * @param roundId of which round
 * @param seats what it holds or held, in the map's order
 * @param amount the price of the seats and their booking fees together
 * @param bookingFee the booking fees in the amount
 * @param discount what a coupon takes off the amount
 * @param heldUntil until when the seats are kept unpaid, null once that no longer counts
 * @param createdAt when the seats were taken
 * @param confirmedAt when they were paid
 * @param cancelledAt when they, or the last ones of them, were given back
 * @param releasedAt when a hold was given back before it was paid, by the buyer or
 * because its round was cancelled
 */
public record ReservationView(ReservationId id, String code, ReservationStatus status, AccountId buyer, RoundId roundId,
        List<Seat> seats, Money amount, Money bookingFee, Money discount, @Nullable Instant heldUntil,
        Instant createdAt, @Nullable Instant confirmedAt, @Nullable Instant cancelledAt, @Nullable Instant releasedAt) {

    /**
     * Tells what is to be paid, or was.
     * @return the amount less the discount
     */
    public Money toPay() {
        return this.amount.minus(this.discount);
    }

    /**
     * Tells whether a hold was given back, and did not just lapse.
     * @return whether so
     */
    public boolean released() {
        return this.status == ReservationStatus.EXPIRED && this.releasedAt != null;
    }

    /**
     * Tells which seats the buyer still has.
     * @return the seats that were not given back after they were paid
     */
    public List<Seat> liveSeats() {
        return this.seats.stream().filter((seat) -> seat.cancelledAt() == null).toList();
    }

    /**
     * Tells what was kept of the prices of seats that were given back.
     * @return the sum
     */
    public Money cancellationFee() {
        return sum(Seat::cancellationFee);
    }

    /**
     * Tells what was kept of the booking fees of seats that were given back.
     * @return the sum
     */
    public Money bookingFeeKept() {
        return sum(Seat::bookingFeeKept);
    }

    private Money sum(Function<Seat, Money> amount) {
        return this.seats.stream().map(amount).reduce(Money.ZERO, Money::plus);
    }

    /**
     * A seat of a reservation.
     *
     * @param id identifies it
     * @param label section, row and number as printed on a ticket
     * @param grade its grade when it was taken
     * @param price its price when it was taken
     * @param discount what a coupon takes off the price
     * @param cancelledAt when it was given back after it was paid
     * @param cancellationFee what was kept of its price then
     * @param bookingFeeKept what was kept of its booking fee then
     */
    public record Seat(SeatId id, String label, String grade, Money price, Money discount,
            @Nullable Instant cancelledAt, Money cancellationFee, Money bookingFeeKept) {
    }

}
