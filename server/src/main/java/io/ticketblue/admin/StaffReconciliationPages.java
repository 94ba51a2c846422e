package io.ticketblue.admin;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignedIn;
import io.ticketblue.payment.ComparedDay;
import io.ticketblue.payment.DifferenceId;
import io.ticketblue.payment.DifferenceState;
import io.ticketblue.payment.DifferenceView;
import io.ticketblue.payment.Reconciliations;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How each day's money compares with the provider's books. */
@Controller
@RolesAllowed("FINANCE")
class StaffReconciliationPages {

    private static final int DAYS = 31;

    private static final int DIFFERENCES = 20;

    private final Reconciliations reconciliations;

    private final Accounts accounts;

    private final Refusals refusals;

    private final Wording wording;

    private final Formats formats;

    StaffReconciliationPages(Reconciliations reconciliations, Accounts accounts, Refusals refusals, Wording wording,
            Formats formats) {
        this.reconciliations = reconciliations;
        this.accounts = accounts;
        this.refusals = refusals;
        this.wording = wording;
        this.formats = formats;
    }

    @GetMapping("/admin/reconciliations")
    String list(@RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "false") boolean open, @RequestParam(defaultValue = "0") int page, Model model,
            HttpServletResponse response) {
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("open", open);
        model.addAttribute("day", yesterday().toString());
        model.addAttribute("yesterday", yesterday());
        Paging paging = new Paging(page, DAYS);
        Page<ComparedDay> days = Page.of(List.of(), paging, 0);
        try {
            Checks checks = new Checks();
            LocalDate first = checks.optionalDay("from", from.strip());
            LocalDate last = checks.optionalDay("to", to.strip());
            checks.done();
            days = this.reconciliations.days(first, last, open, paging);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
        }
        model.addAttribute("days", days);
        return "admin/reconciliations/list";
    }

    @PostMapping("/admin/reconciliations")
    String compare(@RequestParam MultiValueMap<String, String> values, Model model, RedirectAttributes redirect,
            HttpServletResponse response) {
        String typed = new Typed(values).text("day");
        LocalDate day;
        try {
            Checks checks = new Checks();
            day = checks.day("day", typed);
            checks.done();
            this.reconciliations.compare(day);
        }
        catch (Problem problem) {
            list("", "", false, 0, model, response);
            model.addAttribute("day", typed);
            this.refusals.show(problem, model, response);
            return "admin/reconciliations/list";
        }
        this.wording.flash(redirect, "admin.reconciliation.begun");
        return "redirect:/admin/reconciliations/" + day;
    }

    @GetMapping("/admin/reconciliations/{day}")
    String day(@PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @RequestParam(required = false) @Nullable DifferenceState state, @RequestParam(defaultValue = "0") int page,
            Model model) {
        return show(day, state, page, Map.of(), model);
    }

    @PostMapping("/admin/reconciliations/differences/{id}/settle")
    String settle(@PathVariable DifferenceId id, @RequestParam MultiValueMap<String, String> values,
            @SignedIn AccountId staff, Model model, RedirectAttributes redirect, HttpServletResponse response) {
        String field = "note-" + id;
        String note = new Typed(values).text(field);
        LocalDate day = this.reconciliations.difference(id).day();
        try {
            this.reconciliations.settle(id, note, staff.value());
        }
        catch (Problem problem) {
            this.refusals.show(problem, (name) -> name.equals("note") ? field : null, model, response);
            return show(day, null, 0, Map.of(id, note), model);
        }
        this.wording.flash(redirect, "admin.reconciliation.settled");
        return "redirect:/admin/reconciliations/" + day;
    }

    private String show(LocalDate day, @Nullable DifferenceState state, int page, Map<DifferenceId, String> notes,
            Model model) {
        Page<DifferenceView> differences = this.reconciliations.differences(day, state, new Paging(page, DIFFERENCES));
        Set<AccountId> staff = differences.items()
            .stream()
            .map(DifferenceView::settledBy)
            .filter(Objects::nonNull)
            .map(AccountId::new)
            .collect(Collectors.toSet());
        Map<Long, String> people = this.accounts.accounts(List.copyOf(staff))
            .values()
            .stream()
            .collect(Collectors.toMap((person) -> person.id().value(), AccountView::name));
        model.addAttribute("compared", this.reconciliations.day(day));
        model.addAttribute("differences", differences);
        model.addAttribute("state", state);
        model.addAttribute("states", DifferenceState.values());
        model.addAttribute("notes", notes);
        model.addAttribute("people", people);
        return "admin/reconciliations/day";
    }

    private LocalDate yesterday() {
        return this.formats.today().minusDays(1);
    }

}
