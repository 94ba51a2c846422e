/** Limits on guessing passwords and on signing up. */
@NullMarked
package io.ticketblue.accounts.internal.throttle;

import org.jspecify.annotations.NullMarked;
