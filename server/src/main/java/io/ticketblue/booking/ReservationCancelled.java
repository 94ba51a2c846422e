package io.ticketblue.booking;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;

/**
 * Seats of a booking were given back. Published once for each cancellation, whether of
 * some seats or of all that were left.
 *
 * @param eventId the same however often the event is delivered
 * @param seats the seats that were given back by this cancellation
 * @param status where the reservation stands now: PARTIALLY_CANCELLED or CANCELLED
 * @param refund what goes back
 * @param cancellationFee what is kept of the tickets' prices
 * @param bookingFee what is kept of the booking fees
 * @param by who cancelled
 * @param reason why, as whoever cancelled wrote it
 */
public record ReservationCancelled(UUID eventId, ReservationId reservation, AccountId buyer, RoundId round,
        List<SeatId> seats, ReservationStatus status, Money refund, Money cancellationFee, Money bookingFee,
        CancelledBy by, String reason, Instant at) {
}
