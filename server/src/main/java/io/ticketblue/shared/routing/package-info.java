/**
 * Which handler answers a request, and which requests read what is the same for all.
 */
@NullMarked
package io.ticketblue.shared.routing;

import org.jspecify.annotations.NullMarked;
