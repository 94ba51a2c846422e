/**
 * A simulator of the payment service Toss Payments that speaks its protocol over HTTP and
 * moves no real money.
 */
@NullMarked
package io.ticketblue.embedded.toss;

import org.jspecify.annotations.NullMarked;
