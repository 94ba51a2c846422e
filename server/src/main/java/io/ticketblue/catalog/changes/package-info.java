/**
 * Events about venues and performers themselves, whether or not a performance names them.
 */
@NamedInterface("changes")
@NullMarked
package io.ticketblue.catalog.changes;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
