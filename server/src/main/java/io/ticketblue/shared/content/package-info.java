/**
 * Public content as ready bytes, cached on each node and in Redis and invalidated after
 * the commit that changes it.
 */
@NullMarked
package io.ticketblue.shared.content;

import org.jspecify.annotations.NullMarked;
