/** Words that mean the same, which staff edit. */
@NullMarked
package io.ticketblue.search.synonym;

import org.jspecify.annotations.NullMarked;
