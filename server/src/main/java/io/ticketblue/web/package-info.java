/**
 * The pages that buyers see.
 */
@ApplicationModule(allowedDependencies = { "shared", "accounts", "accounts :: staff", "accounts :: closing",
        "accounts :: verification", "catalog", "payment", "coupon", "booking" })
@NullMarked
package io.ticketblue.web;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
