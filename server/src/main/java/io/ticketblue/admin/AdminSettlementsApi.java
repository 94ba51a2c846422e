package io.ticketblue.admin;

import java.time.LocalDate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.shared.Formats;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What each performance took and gave, day by day, for staff. */
@RestController
@Tag(name = "Administration: settlements", description = "What each performance took and gave, day by day, for staff")
@RolesAllowed("FINANCE")
class AdminSettlementsApi {

    private final Settlements settlements;

    private final SettlementFiles files;

    private final Formats formats;

    AdminSettlementsApi(Settlements settlements, SettlementFiles files, Formats formats) {
        this.settlements = settlements;
        this.files = files;
        this.formats = formats;
    }

    @GetMapping("/api/admin/settlements")
    @Operation(summary = "The settlement of a day, or of several",
            description = "Days are days in Korea: day alone, or from and to, at most 92 days; today if none is given.")
    Settlement settlement(@RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable PerformanceId performanceId) {
        LocalDate first = (day != null) ? day : (from != null) ? from : (to != null) ? to : this.formats.today();
        LocalDate last = (day != null) ? day : (to != null) ? to : first;
        return this.settlements.of(first, last, performanceId);
    }

    @GetMapping(path = "/api/admin/settlements.csv", produces = "text/csv")
    @Operation(summary = "The settlement as comma-separated values",
            description = "UTF-8 with a byte order mark; parameters as above.")
    ResponseEntity<byte[]> csv(@RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable PerformanceId performanceId) {
        return this.files.csv(settlement(day, from, to, performanceId));
    }

}
