/**
 * Who belongs to the staff: invitations, roles and their end.
 */
@NamedInterface("staff")
@NullMarked
package io.ticketblue.accounts.staff;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
