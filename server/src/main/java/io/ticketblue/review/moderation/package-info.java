/**
 * Reports of reviews by readers, and what staff do about them.
 */
@NamedInterface("moderation")
@NullMarked
package io.ticketblue.review.moderation;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
