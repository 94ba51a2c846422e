package io.ticketblue.catalog.internal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.ChangeRound;
import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rounds for staff. */
@RestController
@Tag(name = "Catalogue administration")
@RolesAllowed("BOX_OFFICE")
class AdminRoundsApi {

    private final Catalog catalog;

    private final CatalogAdmin admin;

    AdminRoundsApi(Catalog catalog, CatalogAdmin admin) {
        this.catalog = catalog;
        this.admin = admin;
    }

    @PostMapping("/api/admin/performances/{id}/rounds")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make rounds",
            description = "All or none; an hour or more apart, within the performance's dates. A round that needs the "
                    + "venue while another does (from the start to the end, and for the venue's turnaround) is a 409 "
                    + "catalog.venue-occupied unless overlapReason says why that is right.")
    ResponseEntity<List<CatalogJson.Round>> open(@PathVariable long id, @RequestBody OpenBody body) {
        List<RoundId> ids = this.admin.openRounds(new PerformanceId(id), body.toCommand(),
                new EditTerms(null, body.overlapReason()));
        Map<RoundId, RoundView> rounds = this.catalog.rounds(ids);
        return ResponseEntity.created(URI.create("/api/performances/" + id + "/rounds"))
            .body(ids.stream().map(rounds::get).filter(Objects::nonNull).map(CatalogJson.Round::of).toList());
    }

    @GetMapping("/api/admin/rounds/{id}")
    @Operation(summary = "Show a round with its version, also an archived one")
    CatalogJson.Round round(@PathVariable long id) {
        return CatalogJson.Round.of(this.catalog.round(new RoundId(id)));
    }

    @PutMapping("/api/admin/rounds/{id}/archive")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Archive a round",
            description = "Buyers no longer see it, the books keep it. One that has not begun is cancelled by that, "
                    + "which live bookings forbid.")
    void archive(@PathVariable long id) {
        this.admin.archiveRound(new RoundId(id));
    }

    @PutMapping("/api/admin/rounds/{id}")
    @Operation(summary = "Change a round",
            description = "Without booking times the opening stays and the closing stays as long before the start.")
    CatalogJson.Round change(@PathVariable long id, @RequestBody ChangeBody body) {
        RoundView present = this.catalog.round(new RoundId(id));
        this.admin.changeRound(present.id(), body.toCommand(present),
                new EditTerms(body.version(), body.overlapReason()));
        return CatalogJson.Round.of(this.catalog.round(present.id()));
    }

    @DeleteMapping("/api/admin/rounds/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a round")
    void delete(@PathVariable long id) {
        this.admin.deleteRound(new RoundId(id));
    }

    /** New rounds as clients write them. */
    @Schema(name = "OpenRounds", example = """
            {"startsAt": ["2026-12-24T15:00:00+09:00", "2026-12-24T19:30:00+09:00"],
             "bookingOpensAt": "2026-11-25T20:00:00+09:00"}""")
    record OpenBody(@Nullable List<@Nullable Instant> startsAt, @Nullable Instant bookingOpensAt,
            @Nullable Instant bookingClosesAt, @Schema(description = "Why the rounds may overlap others of the venue",
                    example = "One event on two stages") @Nullable String overlapReason) {

        OpenRounds toCommand() {
            FieldErrors errors = new FieldErrors();
            List<Instant> starts = new ArrayList<>();
            List<@Nullable Instant> given = (this.startsAt != null) ? this.startsAt : List.of();
            if (given.isEmpty()) {
                errors.reject("startsAt", FieldErrors.REQUIRED);
            }
            for (int index = 0; index < given.size(); index++) {
                Instant start = given.get(index);
                if (start == null) {
                    errors.reject("startsAt[" + index + "]", FieldErrors.REQUIRED);
                }
                else {
                    starts.add(start);
                }
            }
            errors.throwIfAny();
            return new OpenRounds(starts, this.bookingOpensAt, this.bookingClosesAt);
        }

    }

    /** A changed round as clients write it. */
    @Schema(name = "ChangeRound", example = """
            {"startsAt": "2026-12-24T20:00:00+09:00"}""")
    record ChangeBody(@Nullable Instant startsAt, @Nullable Instant bookingOpensAt, @Nullable Instant bookingClosesAt,
            @Schema(description = "The version that was read before; another one by then is a 409",
                    example = "3") @Nullable Integer version,
            @Schema(description = "Why the round may overlap others of the venue",
                    example = "One event on two stages") @Nullable String overlapReason) {

        ChangeRound toCommand(RoundView present) {
            Instant start = (this.startsAt != null) ? this.startsAt : present.startsAt();
            Duration closesBefore = Duration.between(present.bookingClosesAt(), present.startsAt());
            return new ChangeRound(start,
                    (this.bookingOpensAt != null) ? this.bookingOpensAt : present.bookingOpensAt(),
                    (this.bookingClosesAt != null) ? this.bookingClosesAt : start.minus(closesBefore));
        }

    }

}
