/**
 * The page on which staff edit the synonyms of the search and look after its index.
 */
@NullMarked
package io.ticketblue.admin.search;

import org.jspecify.annotations.NullMarked;
