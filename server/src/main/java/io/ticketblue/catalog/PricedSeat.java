package io.ticketblue.catalog;

import io.ticketblue.shared.Money;

/**
 * A seat as it is sold for one performance.
 *
 * @param seat the seat
 * @param grade the name of its grade
 * @param price what it costs
 */
public record PricedSeat(SeatView seat, String grade, Money price) {
}
