/**
 * The rating of performances, which another module counts and the catalogue shows.
 */
@NamedInterface("rating")
@NullMarked
package io.ticketblue.catalog.rating;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
