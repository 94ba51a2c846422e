package io.ticketblue.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.shared.AuditEntry;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who of the staff changed what. */
@Controller
@RolesAllowed("ADMIN")
class StaffAuditPages {

    private static final int PAGE_SIZE = 50;

    private final AuditTrail trail;

    private final Accounts accounts;

    private final AuditWording audit;

    private final Refusals refusals;

    StaffAuditPages(AuditTrail trail, Accounts accounts, AuditWording audit, Refusals refusals) {
        this.trail = trail;
        this.accounts = accounts;
        this.audit = audit;
        this.refusals = refusals;
    }

    @GetMapping("/admin/audit")
    String audit(@RequestParam(required = false) @Nullable AccountId person,
            @RequestParam(defaultValue = "") String action, @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "0") int page, Model model, HttpServletResponse response) {
        model.addAttribute("action", action);
        model.addAttribute("subject", subject);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        model.addAttribute("person", (person != null) ? person.value() : null);
        Paging paging = new Paging(page, PAGE_SIZE);
        Page<AuditEntry> entries;
        try {
            Checks checks = new Checks();
            Days days = new Days(checks.optionalDay("from", from.strip()), checks.optionalDay("to", to.strip()));
            checks.done();
            entries = this.trail.entries(new AuditFilter((person != null) ? person.value() : null, action, subject,
                    days.start(), days.end()), paging);
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
            entries = Page.of(List.of(), paging, 0);
        }
        model.addAttribute("entries", entries);
        List<Long> people = this.trail.people();
        model.addAttribute("names", names(people));
        model.addAttribute("people", people);
        model.addAttribute("actions", choices(this.trail.actions(), action));
        model.addAttribute("audit", this.audit);
        return "admin/audit";
    }

    /** The recorded actions, and the one in the filter even if it was never recorded. */
    private static List<String> choices(List<String> recorded, String chosen) {
        List<String> choices = new ArrayList<>(recorded);
        if (!chosen.isBlank() && !choices.contains(chosen)) {
            choices.addFirst(chosen);
        }
        return choices;
    }

    private Map<Long, String> names(List<Long> people) {
        Map<Long, String> names = new HashMap<>();
        this.accounts.accounts(people.stream().map(AccountId::of).toList())
            .forEach((id, account) -> names.put(id.value(), account.name()));
        return names;
    }

}
