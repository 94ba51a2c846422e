package io.ticketblue.payment;

import java.net.URI;

/**
 * What a page needs to show the provider's payment window.
 *
 * @param clientKey names the shop to the provider; public
 * @param scriptUrl the provider's script
 */
public record CheckoutKeys(String clientKey, URI scriptUrl) {
}
