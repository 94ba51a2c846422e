package io.ticketblue.booking;

import io.ticketblue.shared.Money;

/**
 * A cancellation that was carried out. The seats are free at once; the money goes back at
 * once too, or as soon as the provider can be reached.
 *
 * @param refund what goes back
 * @param fee what is kept
 * @param status where the reservation stands now
 */
public record Cancellation(Money refund, Money fee, ReservationStatus status) {
}
