/**
 * Which public content a change of the catalogue invalidates.
 */
@NamedInterface("content")
@NullMarked
package io.ticketblue.catalog.content;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
