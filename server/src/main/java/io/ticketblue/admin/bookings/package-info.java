/**
 * Staff's search of bookings: its form, its lists and its files.
 */
@NullMarked
package io.ticketblue.admin.bookings;

import org.jspecify.annotations.NullMarked;
