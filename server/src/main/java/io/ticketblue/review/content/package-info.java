/**
 * Which public content a change of reviews invalidates.
 */
@NullMarked
package io.ticketblue.review.content;

import org.jspecify.annotations.NullMarked;
