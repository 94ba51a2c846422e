package io.ticketblue.payment.internal;

import io.ticketblue.payment.ComparedDay.Sides;

/**
 * What moved on a day, in both books.
 *
 * @param transactions how many the provider listed
 */
record DaySums(int transactions, Sides captured, Sides reversed, Sides refunded) {
}
