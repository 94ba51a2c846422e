package io.ticketblue.payment;

import java.time.Instant;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * An order and its payment.
 *
 * @param id identifies the payment
 * @param orderId names the order to the provider
 * @param reference what is paid for, in the caller's own numbers
 * @param status where it stands
 * @param amount the frozen amount
 * @param refunded how much of it went back, through the provider or in another way
 * @param orderName what the buyer reads in the payment window
 * @param customerKey names the buyer to the provider
 * @param payBefore when the order dies if it is not paid
 * @param paymentKey the provider's name of the payment, once there is one
 * @param method how it was paid, once paid or once there is an account to pay to
 * @param approvedAt when the money was taken
 * @param receiptUrl the provider's receipt
 * @param failureCode the provider's code of the last refusal
 * @param virtualAccount the account that was made for it, if it is paid by transfer
 */
public record PaymentView(PaymentId id, OrderId orderId, long reference, PaymentStatus status, Money amount,
        Money refunded, String orderName, String customerKey, Instant payBefore, @Nullable String paymentKey,
        @Nullable ProviderMethod method, @Nullable Instant approvedAt, @Nullable String receiptUrl,
        @Nullable String failureCode, @Nullable VirtualAccount virtualAccount) {
}
