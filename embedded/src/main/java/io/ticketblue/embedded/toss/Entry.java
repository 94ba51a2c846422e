package io.ticketblue.embedded.toss;

import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: a payment as it stands after a change, the answer that was
 * given for it, or both, so that neither is kept without the other.
 */
record Entry(@Nullable SimulatedPayment payment, @Nullable RememberedAnswer answer) {
}
