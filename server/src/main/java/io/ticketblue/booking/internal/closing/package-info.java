/**
 * What bookings mean for the closing of an account: which of them keep it open, and that
 * nobody books with an account that is closed.
 */
@NullMarked
package io.ticketblue.booking.internal.closing;

import org.jspecify.annotations.NullMarked;
