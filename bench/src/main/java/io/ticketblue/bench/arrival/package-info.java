/**
 * Times at which requests of an open load arrive, whether or not earlier ones are
 * answered.
 */
@NullMarked
package io.ticketblue.bench.arrival;

import org.jspecify.annotations.NullMarked;
