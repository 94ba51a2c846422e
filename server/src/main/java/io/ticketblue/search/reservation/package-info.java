/**
 * Staff's search of reservations by text and conditions.
 */
@NamedInterface("reservation")
@NullMarked
package io.ticketblue.search.reservation;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
