/**
 * Connections to the database: how long anybody waits for one, how long one may take to
 * answer, and what is done while the database is away.
 */
@NullMarked
package io.ticketblue.shared.database;

import org.jspecify.annotations.NullMarked;
