/**
 * Which address and which handler is open to whom.
 */
@NullMarked
package io.ticketblue.accounts.internal.access;

import org.jspecify.annotations.NullMarked;
