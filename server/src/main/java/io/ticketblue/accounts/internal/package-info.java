/**
 * How accounts are kept, how people prove who they are, and what that lets them do.
 */
@NullMarked
package io.ticketblue.accounts.internal;

import org.jspecify.annotations.NullMarked;
