/**
 * Reviews of performances by people who attended them, and the ratings that they add up
 * to.
 */
@ApplicationModule(allowedDependencies = { "shared", "accounts", "catalog", "catalog :: content", "catalog :: rating",
        "booking", "booking :: attendance" })
@NullMarked
package io.ticketblue.review;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
