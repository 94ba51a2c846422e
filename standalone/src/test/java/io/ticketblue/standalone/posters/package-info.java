/**
 * Draws the demo's posters anew; the drawn pictures are resources of the product.
 */
@NullMarked
package io.ticketblue.standalone.posters;

import org.jspecify.annotations.NullMarked;
