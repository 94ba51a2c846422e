/**
 * Group commit: many callers share one database transaction, within a deadline.
 */
@NullMarked
package io.ticketblue.shared.groupcommit;

import org.jspecify.annotations.NullMarked;
