package io.ticketblue.booking;

import java.util.List;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;

/**
 * Which seats somebody wants: all of them or none.
 *
 * @param buyer who wants them
 * @param round of which round
 * @param seats at least one, each once
 */
public record HoldSeats(AccountId buyer, RoundId round, List<SeatId> seats) {
}
