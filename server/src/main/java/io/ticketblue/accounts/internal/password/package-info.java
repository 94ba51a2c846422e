/** Hashes of passwords, and the queue in which they are made. */
@NullMarked
package io.ticketblue.accounts.internal.password;

import org.jspecify.annotations.NullMarked;
