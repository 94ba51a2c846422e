package io.ticketblue.booking;

import java.time.Instant;
import java.util.UUID;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Money;

/**
 * The buyer has an account to transfer the amount to, and the seats wait for it.
 * Published once for each account; again if the bank takes a deposit back that it had
 * reported.
 *
 * @param eventId the same however often the event is delivered
 * @param amount how much is to be transferred
 * @param depositBefore until when
 */
public record DepositAwaited(UUID eventId, ReservationId reservation, AccountId buyer, RoundId round, Money amount,
        Instant depositBefore, Instant at) {
}
