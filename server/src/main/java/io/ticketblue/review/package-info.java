/**
 * What people who were there say of performances: reviews with a rating, written, read,
 * counted and hidden.
 */
@ApplicationModule(allowedDependencies = { "shared", "accounts", "catalog", "catalog :: content", "catalog :: rating",
        "booking", "booking :: attendance" })
@NullMarked
package io.ticketblue.review;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
