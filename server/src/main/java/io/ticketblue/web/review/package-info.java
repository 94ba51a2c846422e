/**
 * Reviews on the buyers' pages: reading, writing and reporting them.
 */
@NullMarked
package io.ticketblue.web.review;

import org.jspecify.annotations.NullMarked;
