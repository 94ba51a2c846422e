package io.ticketblue.admin.search;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import io.ticketblue.admin.Refusals;
import io.ticketblue.admin.Typed;
import io.ticketblue.admin.Wording;
import io.ticketblue.search.indexing.RebuildRunning;
import io.ticketblue.search.indexing.SearchIndexes;
import io.ticketblue.search.synonym.SynonymEditing;
import io.ticketblue.search.synonym.SynonymGroup;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
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

/** Synonyms for the box office; the state of the search index for administrators. */
@Controller
@RequestMapping("/admin/search")
@RolesAllowed("BOX_OFFICE")
class StaffSearchPages {

    private static final String HERE = "redirect:/admin/search/synonyms";

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[,，、\\r\\n]+");

    private final SynonymEditing synonyms;

    private final SearchIndexes indexes;

    private final Refusals refusals;

    private final Wording wording;

    StaffSearchPages(SynonymEditing synonyms, SearchIndexes indexes, Refusals refusals, Wording wording) {
        this.synonyms = synonyms;
        this.indexes = indexes;
        this.refusals = refusals;
        this.wording = wording;
    }

    @GetMapping("/synonyms")
    String show(Model model, HttpServletRequest request) {
        return page(new SynonymForm(null, "", null), model, request);
    }

    @GetMapping("/synonyms/{id}")
    String edit(@PathVariable long id, Model model, HttpServletRequest request) {
        SynonymGroup group = this.synonyms.group(id);
        return page(new SynonymForm(id, String.join(", ", group.words()), group.version()), model, request);
    }

    @PostMapping("/synonyms")
    String add(@RequestParam MultiValueMap<String, String> values, Model model, RedirectAttributes redirect,
            HttpServletRequest request, HttpServletResponse response) {
        String typed = new Typed(values).text("words");
        try {
            SynonymGroup added = this.synonyms.add(words(typed));
            this.wording.flash(redirect, "admin.search.synonyms.saved", String.join(", ", added.words()));
            return HERE;
        }
        catch (Problem problem) {
            return refused(problem, new SynonymForm(null, typed, null), model, request, response);
        }
    }

    @PostMapping("/synonyms/{id}")
    String change(@PathVariable long id, @RequestParam(required = false) @Nullable Integer version,
            @RequestParam MultiValueMap<String, String> values, Model model, RedirectAttributes redirect,
            HttpServletRequest request, HttpServletResponse response) {
        String typed = new Typed(values).text("words");
        try {
            SynonymGroup changed = this.synonyms.change(id, words(typed), version);
            this.wording.flash(redirect, "admin.search.synonyms.saved", String.join(", ", changed.words()));
            return HERE;
        }
        catch (Problem problem) {
            return refused(problem, new SynonymForm(id, typed, version), model, request, response);
        }
    }

    @PostMapping("/synonyms/{id}/delete")
    String delete(@PathVariable long id, RedirectAttributes redirect) {
        SynonymGroup group = this.synonyms.group(id);
        this.synonyms.delete(id);
        this.wording.flash(redirect, "admin.search.synonyms.deleted", String.join(", ", group.words()));
        return HERE;
    }

    @PostMapping("/rebuilds")
    @RolesAllowed("ADMIN")
    String rebuild(RedirectAttributes redirect) {
        try {
            this.indexes.rebuild();
            this.wording.flash(redirect, "admin.search.rebuild.started");
        }
        catch (RebuildRunning ex) {
            this.wording.flash(redirect, "admin.search.rebuild.running");
        }
        return HERE;
    }

    /** Words are divided by commas or lines; a phrase may have blanks. */
    private static List<@Nullable String> words(String typed) {
        return Arrays.stream(BETWEEN_WORDS.split(typed))
            .map(String::strip)
            .filter((word) -> !word.isEmpty())
            .<@Nullable String>map((word) -> word)
            .toList();
    }

    private String refused(Problem problem, SynonymForm form, Model model, HttpServletRequest request,
            HttpServletResponse response) {
        this.refusals.show(problem,
                (name) -> (name.startsWith("words") || name.equals("search.synonym-taken")) ? "words" : null, model,
                response);
        return page(form, model, request);
    }

    private String page(SynonymForm form, Model model, HttpServletRequest request) {
        model.addAttribute("form", form);
        model.addAttribute("groups", this.synonyms.all());
        if (request.isUserInRole("ADMIN")) {
            var status = this.indexes.status();
            model.addAttribute("status", status);
            model.addAttribute("rebuilding", status.indexes().stream().anyMatch((index) -> index.rebuild() != null));
        }
        return "admin/search";
    }

    /**
     * The form of a group.
     *
     * @param id which group is changed, null for a new one
     * @param words what stands in the field
     * @param version the version that the form shows, null for a new one
     */
    record SynonymForm(@Nullable Long id, String words, @Nullable Integer version) {
    }

}
