/**
 * Forms of text that make differently typed Korean and English equal, and where a query
 * matches a text.
 */
@NullMarked
package io.ticketblue.search.text;

import org.jspecify.annotations.NullMarked;
