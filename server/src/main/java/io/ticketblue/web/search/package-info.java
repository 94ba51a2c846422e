/**
 * The page of search results.
 */
@NullMarked
package io.ticketblue.web.search;

import org.jspecify.annotations.NullMarked;
