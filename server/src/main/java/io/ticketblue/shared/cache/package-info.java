/**
 * Values that are costly to read, kept in memory for a stated time and renewed in the
 * background.
 */
@NullMarked
package io.ticketblue.shared.cache;

import org.jspecify.annotations.NullMarked;
