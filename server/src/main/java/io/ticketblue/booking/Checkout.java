package io.ticketblue.booking;

import java.net.URI;
import java.time.Instant;

import io.ticketblue.payment.OrderId;
import io.ticketblue.shared.Money;

/**
 * What the payment window needs.
 *
 * @param orderId names the order to the provider
 * @param orderName what the buyer reads in the window
 * @param amount what is to be paid
 * @param discount what a coupon took off
 * @param customerKey names the buyer to the provider
 * @param clientKey names the house to the provider in a browser
 * @param successUrl where the window leads when the buyer approved
 * @param failUrl where it leads otherwise
 * @param payBefore when the order dies if it is not paid
 */
public record Checkout(OrderId orderId, String orderName, Money amount, Money discount, String customerKey,
        String clientKey, URI successUrl, URI failUrl, Instant payBefore) {
}
