/**
 * Delivery of stored events: retries with back-off, and what is kept when they end.
 */
@NullMarked
package io.ticketblue.shared.events;

import org.jspecify.annotations.NullMarked;
