/** What the index knows of performances, performers and venues. */
@NullMarked
package io.ticketblue.search.catalog;

import org.jspecify.annotations.NullMarked;
