package io.ticketblue.catalog.internal;

import java.net.URI;
import java.time.LocalDate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.catalog.SeatMapDraft;
import io.ticketblue.catalog.VenueId;
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

/** Venues and performers for staff. */
@RestController
@Tag(name = "Catalogue administration", description = "What box-office staff do to the catalogue")
@RolesAllowed("BOX_OFFICE")
class AdminVenuesApi {

    private final Catalog catalog;

    private final CatalogAdmin admin;

    AdminVenuesApi(Catalog catalog, CatalogAdmin admin) {
        this.catalog = catalog;
        this.admin = admin;
    }

    @PostMapping("/api/admin/venues")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a venue", description = "With a seat map or a capacity, from which a map is made.")
    ResponseEntity<CatalogJson.House> createVenue(@RequestBody VenueBody body) {
        VenueId id = this.admin.createVenue(body.toCommand());
        return ResponseEntity.created(URI.create("/api/venues/" + id))
            .body(CatalogJson.House.of(this.catalog.venue(id)));
    }

    @PutMapping("/api/admin/venues/{id}")
    @Operation(summary = "Change a venue", description = "Without seat map and capacity the map stays.")
    CatalogJson.House changeVenue(@PathVariable long id, @RequestBody VenueBody body) {
        this.admin.changeVenue(new VenueId(id), body.toCommand(), body.terms());
        return CatalogJson.House.of(this.catalog.venue(new VenueId(id)));
    }

    @DeleteMapping("/api/admin/venues/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a venue")
    void deleteVenue(@PathVariable long id) {
        this.admin.deleteVenue(new VenueId(id));
    }

    @GetMapping("/api/admin/venues/{id}/seat-map")
    @Operation(summary = "Export a seat map", description = "It can be handed in again as the seatMap of a venue.")
    SeatMapDraft exportSeatMap(@PathVariable long id) {
        return this.admin.exportSeatMap(new VenueId(id));
    }

    @PostMapping("/api/admin/performers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a performer")
    ResponseEntity<CatalogJson.Performer> createPerformer(@RequestBody PerformerBody body) {
        PerformerId id = this.admin.createPerformer(body.toCommand());
        return ResponseEntity.created(URI.create("/api/performers/" + id))
            .body(CatalogJson.Performer.of(this.catalog.performer(id)));
    }

    @PutMapping("/api/admin/performers/{id}")
    @Operation(summary = "Change a performer")
    CatalogJson.Performer changePerformer(@PathVariable long id, @RequestBody PerformerBody body) {
        this.admin.changePerformer(new PerformerId(id), body.toCommand(), new EditTerms(body.version(), null));
        return CatalogJson.Performer.of(this.catalog.performer(new PerformerId(id)));
    }

    @DeleteMapping("/api/admin/performers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a performer")
    void deletePerformer(@PathVariable long id) {
        this.admin.deletePerformer(new PerformerId(id));
    }

    /** A performer as clients write it. */
    @Schema(name = "SavePerformer", example = """
            {"name": "Han Seora", "birthDate": "1994-05-02", "nation": "Korea"}""")
    record PerformerBody(@Nullable String name, @Nullable LocalDate birthDate, @Nullable String nation,
            @Schema(description = "For a change: the version that was read before; another one by then is a 409",
                    example = "3") @Nullable Integer version) {

        SavePerformer toCommand() {
            return new SavePerformer((this.name != null) ? this.name : "", this.birthDate, this.nation);
        }

    }

}
