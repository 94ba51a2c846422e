/**
 * The present state of what buyers can see, read in bulk for copies such as a search
 * index.
 */
@NamedInterface("snapshot")
@NullMarked
package io.ticketblue.catalog.snapshot;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
