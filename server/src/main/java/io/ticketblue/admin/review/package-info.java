/**
 * Reported and hidden reviews on the staff's pages.
 */
@NullMarked
package io.ticketblue.admin.review;

import org.jspecify.annotations.NullMarked;
