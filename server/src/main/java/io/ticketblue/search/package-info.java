/** Finds performances, performers and venues by what people type. */
@ApplicationModule(allowedDependencies = { "shared", "catalog", "catalog :: changes", "catalog :: snapshot",
        "catalog :: rating", "review", "booking", "accounts", "accounts :: changes", "booking :: listing" })
@NullMarked
package io.ticketblue.search;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
