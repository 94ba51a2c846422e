/**
 * The pages that box-office staff work with.
 */
@ApplicationModule(allowedDependencies = { "shared", "accounts", "accounts :: staff", "accounts :: closing",
        "accounts :: directory", "catalog", "payment", "coupon", "booking", "booking :: listing", "review",
        "review :: moderation", "search", "search :: synonym", "search :: indexing", "search :: reservation" })
@NullMarked
package io.ticketblue.admin;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
