/**
 * Pages whose main part is rendered once for all readers, in a frame that is rendered
 * once for each kind of reader and completed with what is personal.
 */
@NullMarked
package io.ticketblue.web.part;

import org.jspecify.annotations.NullMarked;
