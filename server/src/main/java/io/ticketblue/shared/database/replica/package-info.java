/**
 * The optional read replica: which reads it serves, and when the primary database serves
 * them instead.
 */
@NullMarked
package io.ticketblue.shared.database.replica;

import org.jspecify.annotations.NullMarked;
