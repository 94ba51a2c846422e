/**
 * Static files of the pages: their addresses, and how long browsers keep them.
 */
@NullMarked
package io.ticketblue.web.asset;

import org.jspecify.annotations.NullMarked;
