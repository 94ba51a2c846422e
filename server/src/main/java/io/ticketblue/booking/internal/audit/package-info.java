/**
 * Finds the rounds that were changed lately in the database, for the audits of seats and
 * money.
 */
@NullMarked
package io.ticketblue.booking.internal.audit;

import org.jspecify.annotations.NullMarked;
