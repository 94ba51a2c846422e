/**
 * The machinery of paying: intentions, the ledgers of payments and money, the provider
 * and its notices, REST.
 */
@NullMarked
package io.ticketblue.payment.internal;

import org.jspecify.annotations.NullMarked;
