/**
 * Which bookings were for a round that has begun, for what only those may do who were
 * there.
 */
@NamedInterface("attendance")
@NullMarked
package io.ticketblue.booking.attendance;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
