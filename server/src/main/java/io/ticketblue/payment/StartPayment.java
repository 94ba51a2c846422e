package io.ticketblue.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.InvalidRequest.Field;
import io.ticketblue.shared.Money;

/**
 * What the buyer's browser brings back from the payment window.
 *
 * @param orderId the order
 * @param paymentKey the provider's name of the payment, 1 to 200 characters
 * @param amount the amount as the browser says, compared with the frozen one
 */
public record StartPayment(OrderId orderId, String paymentKey, Money amount) {

    private static final Pattern PAYMENT_KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    /**
     * Refuses what cannot be a key or an order, naming every wrong field.
     * @throws InvalidRequest for {@code orderId} or {@code paymentKey}
     */
    public void requireValid() {
        List<Field> wrong = new ArrayList<>();
        if (!this.orderId.isWellFormed()) {
            wrong.add(new Field("orderId", "payment.order-id-invalid", List.of()));
        }
        if (!PAYMENT_KEY.matcher(this.paymentKey).matches()) {
            wrong.add(new Field("paymentKey", "payment.payment-key-invalid", List.of()));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidRequest(wrong);
        }
    }

}
