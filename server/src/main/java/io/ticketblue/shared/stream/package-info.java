/**
 * Answers that stay open, as server-sent events: how many, for whom, and for how long.
 */
@NullMarked
package io.ticketblue.shared.stream;

import org.jspecify.annotations.NullMarked;
