/** Which rounds need a venue at what time, and which of them overlap. */
@NullMarked
package io.ticketblue.catalog.internal.occupancy;

import org.jspecify.annotations.NullMarked;
