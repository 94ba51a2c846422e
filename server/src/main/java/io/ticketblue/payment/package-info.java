/**
 * Money in and out through the payment provider, so that no won is ever captured and
 * forgotten.
 */
@ApplicationModule(allowedDependencies = { "shared" })
@NullMarked
package io.ticketblue.payment;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
