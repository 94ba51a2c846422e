/**
 * Compares the search with {@code LIKE} and with the full-text indexes of MariaDB on data
 * of size.
 */
@NullMarked
package io.ticketblue.bench.search;

import org.jspecify.annotations.NullMarked;
