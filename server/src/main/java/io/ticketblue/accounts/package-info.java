/**
 * Who people are: sign-up, sign-in, roles, profiles and withdrawal.
 */
@ApplicationModule(allowedDependencies = { "shared" })
@NullMarked
package io.ticketblue.accounts;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
