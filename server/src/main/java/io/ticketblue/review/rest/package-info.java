/**
 * Reviews over REST.
 */
@NullMarked
package io.ticketblue.review.rest;

import org.jspecify.annotations.NullMarked;
