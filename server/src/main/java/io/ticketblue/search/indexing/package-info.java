/**
 * Keeps indexes equal to the database: changes that wait, the node that writes, rebuilds,
 * lag.
 */
@NamedInterface("indexing")
@NullMarked
package io.ticketblue.search.indexing;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
