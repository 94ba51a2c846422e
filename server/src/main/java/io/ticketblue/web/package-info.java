/**
 * The pages that buyers see.
 */
@ApplicationModule(allowedDependencies = { "shared", "accounts", "accounts :: staff", "accounts :: closing",
        "accounts :: verification", "catalog", "catalog :: content", "catalog :: rating", "payment", "coupon",
        "booking", "booking :: attendance", "review", "review :: moderation", "search" })
@NullMarked
package io.ticketblue.web;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
