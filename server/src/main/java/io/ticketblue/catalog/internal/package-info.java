/**
 * The catalogue's machinery: tables, layouts, posters, REST.
 */
@NullMarked
package io.ticketblue.catalog.internal;

import org.jspecify.annotations.NullMarked;
