package io.ticketblue.booking;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;

/**
 * A reservation became a booking: it was paid, or cost nothing. Published once for each
 * confirmation; a deposit that the bank takes back and that comes again confirms again.
 *
 * @param eventId the same however often the event is delivered
 * @param seats the seats that were sold
 * @param amount what was paid, zero for what cost nothing
 */
public record ReservationConfirmed(UUID eventId, ReservationId reservation, AccountId buyer, RoundId round,
        List<SeatId> seats, Money amount, Instant at) {
}
