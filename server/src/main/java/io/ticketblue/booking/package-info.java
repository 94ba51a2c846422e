/**
 * Who sits where: the seat ledger, holds, reservations, their payment and cancellation.
 */
@ApplicationModule(allowedDependencies = { "shared", "accounts", "accounts :: closing", "catalog", "catalog :: content",
        "coupon", "payment" })
@NullMarked
package io.ticketblue.booking;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
