package io.ticketblue.payment.internal;

import java.net.URI;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.payment.OwedRefunds;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundView;
import io.ticketblue.shared.BuyerData;
import io.ticketblue.shared.CurrentPerson;
import io.ticketblue.shared.Idempotent;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Refunds that the provider refused, for staff. */
@RestController
@Tag(name = "Administration: refunds", description = "Refunds that the provider refused, for staff")
@BuyerData
@RolesAllowed("FINANCE")
class AdminRefundsApi {

    private final OwedRefunds refunds;

    private final CurrentPerson person;

    AdminRefundsApi(OwedRefunds refunds, CurrentPerson person) {
        this.refunds = refunds;
        this.person = person;
    }

    @GetMapping("/api/admin/refunds")
    @Operation(summary = "Refunds that are owed, the oldest first",
            description = "The provider refused them. The reference is the reservation's id.")
    Page<RefundView> owed(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        return this.refunds.owed(new Paging(page, size));
    }

    @GetMapping("/api/admin/refunds/{id}")
    @Operation(summary = "A refund in any state")
    RefundView refund(@PathVariable RefundId id) {
        return this.refunds.refund(id);
    }

    @PostMapping("/api/admin/refunds/{id}/attempts")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Ask the provider once more",
            description = "Also finds what was sent back in the provider's own pages. The status tells what came of "
                    + "it: DONE, REFUSED again, or REQUESTED while the provider gives no answer. "
                    + "409 payment.refund-not-owed if the refund does not wait for staff.")
    ResponseEntity<RefundView> tryAgain(@PathVariable RefundId id) {
        return created(this.refunds.tryAgain(id));
    }

    @PostMapping("/api/admin/refunds/{id}/settlements")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Write down that the money was paid back in another way",
            description = "409 payment.refund-not-owed if the refund does not wait for staff.")
    ResponseEntity<RefundView> settle(@PathVariable RefundId id, @RequestBody @Valid Settled settled) {
        return created(this.refunds.settledOtherwise(id, settled.note(), this.person.signedIn()));
    }

    private static ResponseEntity<RefundView> created(RefundView refund) {
        return ResponseEntity.created(URI.create("/api/admin/refunds/" + refund.id())).body(refund);
    }

    /**
     * How a refund was settled.
     *
     * @param note what was done, for whoever asks later
     */
    @Schema(name = "SettleRefund")
    record Settled(@NotBlank @Size(max = OwedRefunds.MAX_NOTE) String note) {
    }

}
