/** Finding the accounts of people by what staff know of them. */
@NamedInterface("directory")
@NullMarked
package io.ticketblue.accounts.directory;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
