/**
 * Loading sessions of the pages from Redis, and not waiting for Redis when it does not
 * answer.
 */
@NullMarked
package io.ticketblue.accounts.internal.sessionstore;

import org.jspecify.annotations.NullMarked;
