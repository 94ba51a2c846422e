/**
 * Proving that somebody reads what is sent to an account's address: links by mail, good
 * once.
 */
@NamedInterface("verification")
@NullMarked
package io.ticketblue.accounts.verification;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
