package io.ticketblue.admin;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.payment.MoneyBalance;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.payment.MoneyEntry;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentRecord;
import io.ticketblue.payment.PaymentRecords;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundView;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.Idempotent;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Payments and what happened to each, for staff. */
@RestController
@Tag(name = "Administration: payments", description = "Payments and what happened to each, for staff")
@BuyerData
@RolesAllowed("FINANCE")
class AdminPaymentsApi {

    private final PaymentFinder finder;

    private final PaymentRecords records;

    private final Payments payments;

    private final MoneyBooks money;

    AdminPaymentsApi(PaymentFinder finder, PaymentRecords records, Payments payments, MoneyBooks money) {
        this.finder = finder;
        this.records = records;
        this.payments = payments;
        this.money = money;
    }

    @GetMapping("/api/admin/payments")
    @Operation(summary = "Payments, the newest first",
            description = "q is an order id, a payment key, a booking code or the buyer's email address; from and to "
                    + "are days in Korea on which the order was made.")
    Page<PaymentRecord> payments(@RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable PaymentStatus status,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to, @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size) {
        return this.finder.find(q, status, from, to, new Paging(page, size));
    }

    @GetMapping("/api/admin/payments/{id}")
    @Operation(summary = "A payment with its entries in the money ledger")
    Detail payment(@PathVariable PaymentId id) {
        PaymentRecord record = this.records.record(id);
        return new Detail(record, this.money.entries(id), this.money.balance(record.payment().reference()),
                this.payments.refundsFor(record.payment().reference()));
    }

    @PostMapping("/api/admin/payments/{id}/refunds")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Send money back by hand",
            description = "What was paid for stays as it is. The status tells what came of it: DONE, REFUSED, or "
                    + "REQUESTED while the provider gives no answer. 409 payment.refundable-changed if something else "
                    + "is left than the request says, as when it is sent twice.")
    ResponseEntity<RefundView> refund(@PathVariable PaymentId id, @RequestBody @Valid ByHand refund) {
        return ResponseEntity.created(URI.create("/api/admin/payments/" + id))
            .body(this.records.refund(id, refund.amount(), refund.reason(), refund.refundable()));
    }

    /**
     * A payment and its books.
     *
     * @param record the payment
     * @param entries what happened to it, the oldest first
     * @param balance what came and went of all payments for the same reservation
     * @param refunds what went back of them, or is to go back
     */
    @Schema(name = "PaymentDetail")
    record Detail(PaymentRecord record, List<MoneyEntry> entries, MoneyBalance balance, List<RefundView> refunds) {
    }

    /**
     * Money to send back.
     *
     * @param amount how much
     * @param reason why; the provider shows it to the shop's staff
     * @param refundable how much is left before, as the payment shows it
     */
    @Schema(name = "RefundByHand")
    record ByHand(@NotNull Money amount, @NotBlank @Size(max = 200) String reason, @NotNull Money refundable) {
    }

}
