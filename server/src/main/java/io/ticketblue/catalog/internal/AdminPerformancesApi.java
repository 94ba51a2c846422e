package io.ticketblue.catalog.internal;

import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Page;
import io.ticketblue.catalog.PerformanceFilter;
import io.swagger.v3.oas.annotations.Parameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.GetMapping;
import java.net.URI;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.catalog.CancellationTexts;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PosterUpload;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.shared.InvalidRequest;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Performances for staff. */
@RestController
@Tag(name = "Catalogue administration")
@RolesAllowed("BOX_OFFICE")
class AdminPerformancesApi {

    private static final String PERFORMANCES = "/api/admin/performances";

    private final Catalog catalog;

    private final CatalogAdmin admin;

    private final PartReader parts;

    private final CancellationTexts cancellation;

    AdminPerformancesApi(Catalog catalog, CatalogAdmin admin, PartReader parts, CancellationTexts cancellation) {
        this.catalog = catalog;
        this.admin = admin;
        this.parts = parts;
        this.cancellation = cancellation;
    }

    @PostMapping(path = PERFORMANCES, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a performance",
            requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(
                    content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = PerformanceForm.class))))
    ResponseEntity<CatalogJson.Performance> create(@RequestPart String performance,
            @RequestPart(required = false) @Nullable MultipartFile poster) {
        return created(this.parts.read(performance), upload(poster));
    }

    @PostMapping(path = PERFORMANCES, consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a performance without poster")
    ResponseEntity<CatalogJson.Performance> create(@RequestBody PerformanceBody body) {
        return created(body, null);
    }

    private ResponseEntity<CatalogJson.Performance> created(PerformanceBody body, @Nullable PosterUpload poster) {
        PerformanceId id = this.admin.createPerformance(body.toCommand(this.catalog), poster);
        return ResponseEntity.created(URI.create(PERFORMANCES + "/" + id)).body(shown(id));
    }

    @PutMapping(path = PERFORMANCES + "/{id}", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(summary = "Change a performance", description = "Without poster the present one stays.",
            requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(
                    content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = PerformanceForm.class))))
    CatalogJson.Performance change(@PathVariable long id, @RequestPart String performance,
            @RequestPart(required = false) @Nullable MultipartFile poster) {
        return changed(new PerformanceId(id), this.parts.read(performance), upload(poster));
    }

    @PutMapping(path = PERFORMANCES + "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Change a performance and keep its poster")
    CatalogJson.Performance change(@PathVariable long id, @RequestBody PerformanceBody body) {
        return changed(new PerformanceId(id), body, null);
    }

    private CatalogJson.Performance changed(PerformanceId id, PerformanceBody body, @Nullable PosterUpload poster) {
        SavePerformance command = body.toCommand(this.catalog);
        this.admin.changePerformance(id, command, poster, body.terms());
        return shown(id);
    }

    @GetMapping(PERFORMANCES)
    @Operation(summary = "List performances, the newest first, also archived ones")
    Page<CatalogJson.Card> performances(
            @Parameter(description = "What the title contains") @RequestParam(defaultValue = "") String q,
            @Parameter(description = "WITHOUT, ONLY or ALSO") @RequestParam(
                    defaultValue = "WITHOUT") PerformanceFilter.Archive archived,
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        return this.catalog
            .performances(
                    new PerformanceFilter(null, null, null, null, null, q, PerformanceFilter.Sort.NEWEST, archived),
                    new Paging(page, size))
            .map(CatalogJson.Card::of);
    }

    @GetMapping(PERFORMANCES + "/{id}")
    @Operation(summary = "Show a performance, also an archived one")
    CatalogJson.Performance performance(@PathVariable long id) {
        return shown(new PerformanceId(id));
    }

    @PutMapping(PERFORMANCES + "/{id}/archive")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Archive a performance with its rounds",
            description = "Buyers no longer see it, the books keep it. Rounds that have not begun are cancelled by "
                    + "that, which live bookings forbid.")
    void archive(@PathVariable long id) {
        this.admin.archivePerformance(new PerformanceId(id));
    }

    @DeleteMapping(PERFORMANCES + "/{id}/archive")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Show an archived performance to buyers again")
    void restore(@PathVariable long id) {
        this.admin.restorePerformance(new PerformanceId(id));
    }

    @DeleteMapping(PERFORMANCES + "/{id}/poster")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove the poster")
    void removePoster(@PathVariable long id) {
        this.admin.removePoster(new PerformanceId(id));
    }

    @DeleteMapping(PERFORMANCES + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a performance with its rounds and its poster")
    void delete(@PathVariable long id) {
        this.admin.deletePerformance(new PerformanceId(id));
    }

    @PutMapping(path = PERFORMANCES + "/{id}/poster", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(summary = "Replace the poster", description = "JPEG, PNG or WebP, up to 10 MB and 40 megapixels.")
    CatalogJson.Performance replacePoster(@PathVariable long id, @RequestPart MultipartFile poster) {
        this.admin.replacePoster(new PerformanceId(id), new PosterUpload(poster.getSize(), poster));
        return shown(new PerformanceId(id));
    }

    @PostMapping(PERFORMANCES + "/{id}/performers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Put a performer into the cast")
    ResponseEntity<CatalogJson.Performance> addPerformer(@PathVariable long id, @RequestBody CastBody body) {
        if (body.performerId() == null) {
            throw new InvalidRequest("performerId", FieldErrors.REQUIRED);
        }
        this.admin.addPerformer(new PerformanceId(id), new PerformerId(body.performerId()),
                (body.role() != null) ? body.role() : "");
        return withCast(new PerformanceId(id));
    }

    @PostMapping(PERFORMANCES + "/{id}/performers/{performerId}")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Put a performer into the cast without a role")
    ResponseEntity<CatalogJson.Performance> addPerformer(@PathVariable long id, @PathVariable long performerId) {
        this.admin.addPerformer(new PerformanceId(id), new PerformerId(performerId), "");
        return withCast(new PerformanceId(id));
    }

    private ResponseEntity<CatalogJson.Performance> withCast(PerformanceId id) {
        return ResponseEntity.created(URI.create(PERFORMANCES + "/" + id)).body(shown(id));
    }

    @DeleteMapping(PERFORMANCES + "/{id}/performers/{performerId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take a performer out of the cast")
    void removePerformer(@PathVariable long id, @PathVariable long performerId) {
        this.admin.removePerformer(new PerformanceId(id), new PerformerId(performerId));
    }

    private CatalogJson.Performance shown(PerformanceId id) {
        return CatalogJson.Performance.of(this.catalog.performance(id), this.cancellation);
    }

    /** An empty part is a form field in which no file was chosen. */
    private static @Nullable PosterUpload upload(@Nullable MultipartFile poster) {
        if (poster == null || (poster.isEmpty()
                && (poster.getOriginalFilename() == null || poster.getOriginalFilename().isEmpty()))) {
            return null;
        }
        return new PosterUpload(poster.getSize(), poster);
    }

    /** The two parts. */
    @Schema(name = "PerformanceForm", example = """
            {"performance": {"title": "Night at Sea"}, "poster": "(the bytes of a picture)"}""")
    record PerformanceForm(PerformanceBody performance,
            @Schema(type = "string", format = "binary") @Nullable String poster) {
    }

    /** Who is put into a cast. */
    @Schema(name = "AddToCast", example = """
            {"performerId": 3, "role": "The captain"}""")
    record CastBody(@Nullable Long performerId, @Nullable String role) {
    }

}
