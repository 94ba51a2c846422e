package io.ticketblue.admin;

import java.time.LocalDate;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What each performance took and gave, day by day. */
@Controller
@RolesAllowed("FINANCE")
class StaffSettlementPages {

    private final Settlements settlements;

    private final SettlementFiles files;

    private final Refusals refusals;

    private final Formats formats;

    StaffSettlementPages(Settlements settlements, SettlementFiles files, Refusals refusals, Formats formats) {
        this.settlements = settlements;
        this.files = files;
        this.refusals = refusals;
        this.formats = formats;
    }

    @GetMapping("/admin/settlements")
    String page(@RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to,
            @RequestParam(required = false) @Nullable PerformanceId performanceId, Model model,
            HttpServletResponse response) {
        model.addAttribute("from", from.isBlank() ? this.formats.today().toString() : from);
        model.addAttribute("to", to);
        model.addAttribute("performanceId", performanceId);
        try {
            model.addAttribute("settlement", read(from, to, performanceId));
        }
        catch (Problem problem) {
            this.refusals.show(problem, model, response);
        }
        return "admin/settlements";
    }

    @GetMapping("/admin/settlements.csv")
    ResponseEntity<byte[]> csv(@RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to,
            @RequestParam(required = false) @Nullable PerformanceId performanceId) {
        return this.files.csv(read(from, to, performanceId));
    }

    @GetMapping("/admin/settlements.xlsx")
    ResponseEntity<byte[]> workbook(@RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(required = false) @Nullable PerformanceId performanceId) {
        return this.files.workbook(read(from, to, performanceId));
    }

    /** Today without a first day; one day without a last. */
    private Settlement read(String from, String to, @Nullable PerformanceId performance) {
        Checks checks = new Checks();
        LocalDate first = checks.optionalDay("from", from.strip());
        LocalDate last = checks.optionalDay("to", to.strip());
        checks.done();
        LocalDate start = (first != null) ? first : (last != null) ? last : this.formats.today();
        return this.settlements.of(start, (last != null) ? last : start, performance);
    }

}
