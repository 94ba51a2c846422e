package io.ticketblue.booking;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;

/**
 * A reservation ended without having become a booking. Published once for each: for a
 * hold whose time is over, when it is tidied up, which may be some seconds later.
 *
 * @param eventId the same however often the event is delivered
 * @param buyer whose it was
 * @param seats the seats that it held
 * @param reason why it ended
 */
public record ReservationExpired(UUID eventId, ReservationId reservation, AccountId buyer, RoundId round,
        List<SeatId> seats, ExpiryReason reason, Instant at) {
}
