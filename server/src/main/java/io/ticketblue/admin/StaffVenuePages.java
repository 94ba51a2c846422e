package io.ticketblue.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.SeatMapDraft;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lists, makes, changes and deletes venues and their seat maps. */
@Controller
@RequestMapping("/admin/venues")
@RolesAllowed("BOX_OFFICE")
class StaffVenuePages {

    private static final int PAGE_SIZE = 50;

    private final Catalog catalog;

    private final CatalogAdmin admin;

    private final SeatMapText text;

    private final SeatMapPlaces places;

    private final Refusals refusals;

    private final Wording wording;

    private final Formats formats;

    StaffVenuePages(Catalog catalog, CatalogAdmin admin, SeatMapText text, SeatMapPlaces places, Refusals refusals,
            Wording wording, Formats formats) {
        this.catalog = catalog;
        this.admin = admin;
        this.text = text;
        this.places = places;
        this.refusals = refusals;
        this.wording = wording;
        this.formats = formats;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "0") int page, Model model) {
        model.addAttribute("venues", this.catalog.venues(new Paging(page, PAGE_SIZE)));
        return "admin/venues/list";
    }

    @GetMapping("/new")
    String blank(Model model) {
        Edits.show(model, null);
        return form(null, VenueForm.empty(), model);
    }

    @PostMapping
    String create(@RequestParam MultiValueMap<String, String> values,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        VenueForm typed = VenueForm.of(new Typed(values), text(file));
        VenueId id;
        try {
            id = this.admin.createVenue(typed.command(this.text));
        }
        catch (Problem problem) {
            show(problem, typed, model, response);
            return form(null, typed, model);
        }
        this.wording.flash(redirect, "admin.venue.created", typed.name());
        return "redirect:/admin/venues/" + id;
    }

    @GetMapping("/{id}")
    String edit(@PathVariable VenueId id, Model model) {
        VenueView venue = this.catalog.venue(id);
        Edits.show(model, venue.version());
        return form(venue, VenueForm.of(venue), model);
    }

    @PostMapping("/{id}")
    String change(@PathVariable VenueId id, @RequestParam MultiValueMap<String, String> values,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        Typed all = new Typed(values);
        VenueForm typed = VenueForm.of(all, text(file));
        try {
            this.admin.changeVenue(id, typed.command(this.text), Edits.terms(all));
        }
        catch (Problem problem) {
            show(problem, typed, model, response);
            VenueView present = this.catalog.venue(id);
            Edits.again(all, problem, present.version(), () -> Conflict.of(VenueForm.of(present).fields(this.wording),
                    typed.fields(this.wording), "/admin/venues/" + id), model);
            return form(present, typed, model);
        }
        this.wording.flash(redirect, "admin.venue.changed", typed.name());
        return "redirect:/admin/venues/" + id;
    }

    /** Draws the map of a form without storing it. */
    @PostMapping("/preview")
    @ResponseBody
    ResponseEntity<MapPreview> preview(@RequestParam MultiValueMap<String, String> values,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file) {
        VenueForm typed = VenueForm.of(new Typed(values), text(file));
        try {
            return ResponseEntity.ok(MapPreview.of(this.admin.previewSeatMap(typed.preview(this.text))));
        }
        catch (Problem problem) {
            return ResponseEntity.status(problem.status())
                .body(MapPreview
                    .refused(this.refusals.translate(this.places.inWords(problem, typed.json()), typed::field)));
        }
    }

    /** Draws the present map. */
    @GetMapping("/{id}/preview")
    @ResponseBody
    MapPreview preview(@PathVariable VenueId id) {
        return MapPreview.of(this.catalog.seats(id));
    }

    @GetMapping("/{id}/seat-map.json")
    ResponseEntity<SeatMapDraft> export(@PathVariable VenueId id) {
        VenueView venue = this.catalog.venue(id);
        return ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_JSON)
            .header(HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                        .filename(venue.name() + ".json", StandardCharsets.UTF_8)
                        .build()
                        .toString())
            .body(this.admin.exportSeatMap(id));
    }

    @GetMapping("/{id}/delete")
    String askToDelete(@PathVariable VenueId id, Model model) {
        return confirmation(this.catalog.venue(id), "", model);
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable VenueId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        VenueView venue = this.catalog.venue(id);
        Typed typed = new Typed(values);
        try {
            Confirmation.require(venue.name(), typed);
            this.admin.deleteVenue(id);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return confirmation(venue, typed.text("confirm"), model);
        }
        this.wording.flash(redirect, "admin.venue.deleted", venue.name());
        return "redirect:/admin/venues";
    }

    private void show(Problem problem, VenueForm typed, Model model, HttpServletResponse response) {
        this.refusals.show(this.places.inWords(problem, typed.json()), typed::field, model, response);
    }

    private String form(@Nullable VenueView venue, VenueForm form, Model model) {
        model.addAttribute("venue", venue);
        model.addAttribute("form", form);
        model.addAttribute("blankSection", SectionForm.EMPTY);
        model.addAttribute("ways",
                (venue != null) ? List.of(VenueForm.KEEP, VenueForm.SIMPLE, VenueForm.BUILT, VenueForm.JSON)
                        : List.of(VenueForm.SIMPLE, VenueForm.BUILT, VenueForm.JSON));
        return "admin/venues/form";
    }

    private String confirmation(VenueView venue, String typed, Model model) {
        model.addAttribute("confirmation", new Confirmation(this.wording.text("admin.venue.delete.title", venue.name()),
                this.wording.text("admin.venue.delete.warning", this.formats.count(venue.capacity())), venue.name(),
                true, typed, "/admin/venues/" + venue.id() + "/delete", "/admin/venues/" + venue.id()));
        return "admin/confirm";
    }

    private static String text(@Nullable MultipartFile file) {
        try {
            return (file == null) ? "" : new String(file.getBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException("The uploaded file " + Objects.toString(file) + " cannot be read", ex);
        }
    }

}
