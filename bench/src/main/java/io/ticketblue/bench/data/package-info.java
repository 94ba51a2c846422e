/**
 * Fills an empty database with a believable catalogue, accounts and bookings at size, in
 * bulk.
 */
@NullMarked
package io.ticketblue.bench.data;

import org.jspecify.annotations.NullMarked;
