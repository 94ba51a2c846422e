/** Which performances open for booking next. */
@NullMarked
package io.ticketblue.catalog.internal.opening;

import org.jspecify.annotations.NullMarked;
