/**
 * Lists of reservations by any condition, in several orders, read from a position on.
 */
@NamedInterface("listing")
@NullMarked
package io.ticketblue.booking.listing;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
