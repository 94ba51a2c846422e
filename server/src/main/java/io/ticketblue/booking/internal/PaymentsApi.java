package io.ticketblue.booking.internal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.PaymentResult;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Idempotent;
import io.ticketblue.shared.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What follows the payment window. */
@RestController
@Tag(name = "Payments", description = "Confirm what the payment window brought back")
class PaymentsApi {

    private final Bookings bookings;

    PaymentsApi(Bookings bookings) {
        this.bookings = bookings;
    }

    @PostMapping("/api/payments/confirm")
    @Idempotent
    @Operation(summary = "Take the money and confirm the reservation",
            description = "Safe to repeat with the same key. 402 payment.declined: nothing was taken. "
                    + "503 payment.provider-unavailable: not known yet, repeat or look at the reservation later.")
    PaymentResult confirm(@SignedIn AccountId buyer, @RequestBody @Valid Approval approval) {
        return this.bookings.confirm(buyer,
                new StartPayment(approval.orderId(), approval.paymentKey(), approval.amount()));
    }

    /**
     * What the payment window brought back.
     *
     * @param paymentKey the provider's name of the payment
     * @param orderId the order
     * @param amount the amount that the buyer approved
     */
    record Approval(@Schema(example = "tb_20261124193000AbCd1") @NotBlank @Size(max = 200) String paymentKey,
            @Schema(implementation = String.class, example = "tb-3kTq9ZyW1mX7aB4cD0eF") @NotNull OrderId orderId,
            @Schema(implementation = Long.class, example = "154000") @NotNull Money amount) {
    }

}
