/** What others are told of changes of accounts. */
@NamedInterface("changes")
@NullMarked
package io.ticketblue.accounts.changes;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
