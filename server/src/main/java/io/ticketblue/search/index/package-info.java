/**
 * The search index itself: its backend, its analyzers, its generations and their
 * contents.
 */
@NullMarked
package io.ticketblue.search.index;

import org.jspecify.annotations.NullMarked;
