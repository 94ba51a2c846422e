/**
 * Limits of what one person may do at a time or in a while, kept in a node's memory.
 */
@NullMarked
package io.ticketblue.shared.limit;

import org.jspecify.annotations.NullMarked;
