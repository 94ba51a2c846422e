/**
 * Whether and when addresses count as verified.
 */
@NullMarked
package io.ticketblue.accounts.internal.verification;

import org.jspecify.annotations.NullMarked;
