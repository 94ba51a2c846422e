package io.ticketblue.admin;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PerformerView;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Lists, makes, changes and deletes performers. */
@Controller
@RequestMapping("/admin/performers")
@RolesAllowed("BOX_OFFICE")
class StaffPerformerPages {

    private static final int PAGE_SIZE = 50;

    private static final int SUGGESTIONS = 20;

    private static final String LIST = "redirect:/admin/performers";

    private final Catalog catalog;

    private final CatalogAdmin admin;

    private final Refusals refusals;

    private final Wording wording;

    StaffPerformerPages(Catalog catalog, CatalogAdmin admin, Refusals refusals, Wording wording) {
        this.catalog = catalog;
        this.admin = admin;
        this.refusals = refusals;
        this.wording = wording;
    }

    @GetMapping
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int page, Model model) {
        model.addAttribute("q", q.strip());
        model.addAttribute("performers", this.catalog.performers(q.strip(), new Paging(page, PAGE_SIZE)));
        return "admin/performers/list";
    }

    /** The names that fit what is being typed into a cast, as options of a data list. */
    @GetMapping("/options")
    String options(@RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("performers", this.catalog.performers(q.strip(), new Paging(0, SUGGESTIONS)).items());
        return "admin/performers/options";
    }

    @GetMapping("/new")
    String blank(Model model) {
        Edits.show(model, null);
        return form(null, PerformerForm.EMPTY, model);
    }

    @PostMapping
    String create(@RequestParam MultiValueMap<String, String> values, Model model, RedirectAttributes redirect,
            HttpServletResponse response) {
        PerformerForm typed = PerformerForm.of(new Typed(values));
        try {
            this.admin.createPerformer(typed.command());
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return form(null, typed, model);
        }
        this.wording.flash(redirect, "admin.performer.created", typed.name());
        return LIST;
    }

    @GetMapping("/{id}")
    String edit(@PathVariable PerformerId id, Model model) {
        PerformerView performer = this.catalog.performer(id);
        Edits.show(model, performer.version());
        return form(performer, PerformerForm.of(performer), model);
    }

    @PostMapping("/{id}")
    String change(@PathVariable PerformerId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        Typed all = new Typed(values);
        PerformerForm typed = PerformerForm.of(all);
        try {
            this.admin.changePerformer(id, typed.command(), Edits.terms(all));
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            PerformerView present = this.catalog.performer(id);
            Edits.again(all, problem, present.version(),
                    () -> Conflict.of(PerformerForm.of(present).fields(this.wording), typed.fields(this.wording),
                            "/admin/performers/" + id),
                    model);
            return form(present, typed, model);
        }
        this.wording.flash(redirect, "admin.performer.changed", typed.name());
        return LIST;
    }

    @GetMapping("/{id}/delete")
    String askToDelete(@PathVariable PerformerId id, Model model) {
        return confirmation(this.catalog.performer(id), "", model);
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable PerformerId id, @RequestParam MultiValueMap<String, String> values, Model model,
            RedirectAttributes redirect, HttpServletResponse response) {
        PerformerView performer = this.catalog.performer(id);
        Typed typed = new Typed(values);
        try {
            Confirmation.require(performer.name(), typed);
            this.admin.deletePerformer(id);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            return confirmation(performer, typed.text("confirm"), model);
        }
        this.wording.flash(redirect, "admin.performer.deleted", performer.name());
        return LIST;
    }

    private String form(@Nullable PerformerView performer, PerformerForm form, Model model) {
        model.addAttribute("performer", performer);
        model.addAttribute("form", form);
        return "admin/performers/form";
    }

    private String confirmation(PerformerView performer, String typed, Model model) {
        model.addAttribute("confirmation",
                new Confirmation(this.wording.text("admin.performer.delete.title", performer.name()),
                        this.wording.text("admin.performer.delete.warning"), performer.name(), true, typed,
                        "/admin/performers/" + performer.id() + "/delete", "/admin/performers/" + performer.id()));
        return "admin/confirm";
    }

}
