package io.ticketblue.admin;

import java.net.URI;
import java.time.LocalDate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.payment.ComparedDay;
import io.ticketblue.payment.DifferenceId;
import io.ticketblue.payment.DifferenceState;
import io.ticketblue.payment.DifferenceView;
import io.ticketblue.payment.OwedRefunds;
import io.ticketblue.payment.Reconciliations;
import io.ticketblue.shared.CurrentPerson;
import io.ticketblue.shared.Idempotent;
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

/** How each day's money compares with the provider's books, for staff. */
@RestController
@Tag(name = "Administration: reconciliations",
        description = "How each day's money compares with the payment provider's books, for staff")
@RolesAllowed("FINANCE")
class AdminReconciliationsApi {

    private final Reconciliations reconciliations;

    private final CurrentPerson person;

    AdminReconciliationsApi(Reconciliations reconciliations, CurrentPerson person) {
        this.reconciliations = reconciliations;
        this.person = person;
    }

    @GetMapping("/api/admin/reconciliations")
    @Operation(summary = "Days that were compared with the provider, the latest first",
            description = "Days are days in Korea. open=true: only days with differences that are not settled.")
    Page<ComparedDay> days(@RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to, @RequestParam(defaultValue = "false") boolean open,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        return this.reconciliations.days(from, to, open, new Paging(page, size));
    }

    @GetMapping("/api/admin/reconciliations/{day}")
    @Operation(summary = "A day with its differences and what was done about each",
            description = "Those that are not settled come first.")
    Detail day(@PathVariable LocalDate day, @RequestParam(required = false) @Nullable DifferenceState state,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        return new Detail(this.reconciliations.day(day),
                this.reconciliations.differences(day, state, new Paging(page, size)));
    }

    @PostMapping("/api/admin/reconciliations")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Compare a past day now",
            description = "It begins at once in the background; the day's status tells when it is done. Comparing a day "
                    + "again finds each difference once.")
    ComparedDay compare(@RequestBody @Valid Wish wish) {
        return this.reconciliations.compare(wish.day());
    }

    @PostMapping("/api/admin/reconciliation-differences/{id}/settlements")
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Write down how a difference was settled",
            description = "No money moves by that. 409 payment.difference-not-open if it does not wait for staff.")
    ResponseEntity<DifferenceView> settle(@PathVariable DifferenceId id, @RequestBody @Valid Settled settled) {
        DifferenceView difference = this.reconciliations.settle(id, settled.note(), this.person.signedIn());
        return ResponseEntity.created(URI.create("/api/admin/reconciliations/" + difference.day())).body(difference);
    }

    /**
     * A day and its differences.
     *
     * @param day how far its comparison is
     * @param differences a part of them
     */
    @Schema(name = "ReconciliationDetail")
    record Detail(ComparedDay day, Page<DifferenceView> differences) {
    }

    /**
     * A day to compare.
     *
     * @param day in Korea, and over
     */
    @Schema(name = "CompareDay")
    record Wish(@NotNull LocalDate day) {
    }

    /**
     * How a difference was settled.
     *
     * @param note what was done, for whoever asks later
     */
    @Schema(name = "SettleDifference")
    record Settled(@NotBlank @Size(max = OwedRefunds.MAX_NOTE) String note) {
    }

}
