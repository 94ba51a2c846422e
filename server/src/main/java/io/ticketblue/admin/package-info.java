/**
 * The pages that box-office staff work with.
 */
@ApplicationModule(allowedDependencies = { "shared", "accounts", "accounts :: staff", "accounts :: closing", "catalog",
        "payment", "coupon", "booking", "review", "review :: moderation", "booking :: listing", "search :: reservation" })
@NullMarked
package io.ticketblue.admin;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
