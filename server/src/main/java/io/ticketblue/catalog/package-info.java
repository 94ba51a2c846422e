/**
 * What can be seen where and when: venues and their seat maps, performers, performances,
 * posters, rounds.
 */
@ApplicationModule(allowedDependencies = { "shared" })
@NullMarked
package io.ticketblue.catalog;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
