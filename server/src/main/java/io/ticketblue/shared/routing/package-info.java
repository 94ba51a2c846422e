/**
 * Which handler answers a request.
 */
@NullMarked
package io.ticketblue.shared.routing;

import org.jspecify.annotations.NullMarked;
