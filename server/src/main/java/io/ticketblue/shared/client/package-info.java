/**
 * Whether the client of a request is still there.
 */
@NullMarked
package io.ticketblue.shared.client;

import org.jspecify.annotations.NullMarked;
