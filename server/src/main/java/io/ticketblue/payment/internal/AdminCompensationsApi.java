package io.ticketblue.payment.internal;

import java.net.URI;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.payment.CompensationId;
import io.ticketblue.payment.CompensationView;
import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.OwedRefunds;
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

/** What the house owes buyers beyond what they paid, for staff. */
@RestController
@Tag(name = "Administration: compensations",
        description = "What the house owes buyers beyond what they paid, for staff")
@BuyerData
@RolesAllowed("FINANCE")
class AdminCompensationsApi {

    private final Compensations compensations;

    private final CurrentPerson person;

    AdminCompensationsApi(Compensations compensations, CurrentPerson person) {
        this.compensations = compensations;
        this.person = person;
    }

    @GetMapping("/api/admin/compensations")
    @Operation(summary = "Compensations that are owed, the oldest first",
            description = "The provider cannot send them. The reference is the reservation's id.")
    Page<CompensationView> owed(@RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size) {
        return this.compensations.owed(new Paging(page, size));
    }

    @GetMapping("/api/admin/compensations/{id}")
    @Operation(summary = "A compensation, owed or settled")
    CompensationView compensation(@PathVariable CompensationId id) {
        return this.compensations.compensation(id);
    }

    @PostMapping("/api/admin/compensations/{id}/settlements")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Write down that the buyer has the money",
            description = "409 payment.compensation-not-owed if it was settled already.")
    ResponseEntity<CompensationView> settle(@PathVariable CompensationId id, @RequestBody @Valid Settled settled) {
        return ResponseEntity.created(URI.create("/api/admin/compensations/" + id))
            .body(this.compensations.settle(id, settled.note(), this.person.signedIn()));
    }

    /**
     * How a compensation was paid.
     *
     * @param note what was done, for whoever asks later
     */
    @Schema(name = "SettleCompensation")
    record Settled(@NotBlank @Size(max = OwedRefunds.MAX_NOTE) String note) {
    }

}
