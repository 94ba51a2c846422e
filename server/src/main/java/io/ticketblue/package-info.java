/**
 * The application: one package below this one for each module, described in
 * {@code docs/architecture.md}.
 */
@NullMarked
package io.ticketblue;

import org.jspecify.annotations.NullMarked;
