package io.ticketblue.booking.internal;

import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.booking.RoundCancellation;
import io.ticketblue.booking.RoundCancellationNotFound;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Idempotent;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rounds that the organiser cancels, for staff. */
@RestController
@Tag(name = "Administration: reservations", description = "All reservations, for staff")
@RolesAllowed("BOX_OFFICE")
class RoundCancellationsApi {

    private final RoundCancellations cancellations;

    RoundCancellationsApi(RoundCancellations cancellations) {
        this.cancellations = cancellations;
    }

    @PostMapping("/api/admin/rounds/{id}/cancellation")
    @Idempotent
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Cancel a round for the organiser",
            description = "Nothing is sold from now on; all bookings are given back in full, one after the other.")
    RoundCancellation cancel(@PathVariable RoundId id, @RequestBody Wish wish) {
        return this.cancellations.cancel(id, wish.reasonOrNone(), wish.percent());
    }

    @GetMapping("/api/admin/rounds/{id}/cancellation")
    @Operation(summary = "How far a cancelled round is")
    RoundCancellation progress(@PathVariable RoundId id) {
        return this.cancellations.progress(id).orElseThrow(RoundCancellationNotFound::new);
    }

    @PostMapping("/api/admin/performances/{id}/cancellation")
    @Idempotent
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Cancel all coming rounds of a performance for the organiser")
    List<RoundCancellation> cancel(@PathVariable PerformanceId id, @RequestBody Wish wish) {
        return this.cancellations.cancel(id, wish.reasonOrNone(), wish.percent());
    }

    @GetMapping("/api/admin/performances/{id}/cancellation")
    @Operation(summary = "How far the cancelled rounds of a performance are")
    List<RoundCancellation> progress(@PathVariable PerformanceId id) {
        return this.cancellations.progress(id);
    }

    /** Why, and what buyers get on top. */
    @Schema(name = "CancelRound", example = """
            {"reason": "출연자 사정", "compensationPercent": 10}""")
    record Wish(@Nullable String reason, @Nullable Integer compensationPercent) {

        String reasonOrNone() {
            return (this.reason != null) ? this.reason : "";
        }

        int percent() {
            return (this.compensationPercent != null) ? this.compensationPercent : 0;
        }

    }

}
