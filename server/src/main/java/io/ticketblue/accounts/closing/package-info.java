/**
 * The end of accounts: who may close one, what keeps it open, and what is remembered
 * afterwards.
 */
@NamedInterface("closing")
@NullMarked
package io.ticketblue.accounts.closing;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
