/**
 * The machinery of booking: the seat ledger, reservations, their payment and
 * cancellation, REST.
 */
@NullMarked
package io.ticketblue.booking.internal;

import org.jspecify.annotations.NullMarked;
