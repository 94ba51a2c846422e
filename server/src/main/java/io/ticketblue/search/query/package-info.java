/** Answers searches and suggestions from the index. */
@NullMarked
package io.ticketblue.search.query;

import org.jspecify.annotations.NullMarked;
