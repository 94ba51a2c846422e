/**
 * Refusing calls at once to a server that does not answer.
 */
@NullMarked
package io.ticketblue.shared.breaker;

import org.jspecify.annotations.NullMarked;
