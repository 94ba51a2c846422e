package io.ticketblue.admin;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.shared.AuditEntry;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who of the staff changed what. */
@RestController
@Tag(name = "Administration: audit", description = "Who of the staff changed what, and when")
@RolesAllowed("ADMIN")
class AdminAuditApi {

    private final AuditTrail trail;

    private final Accounts accounts;

    AdminAuditApi(AuditTrail trail, Accounts accounts) {
        this.trail = trail;
        this.accounts = accounts;
    }

    @GetMapping("/api/admin/audit")
    @Operation(summary = "Changes to money, prices and coupons, the newest first",
            description = "action is the beginning of an action, such as coupon.; subject is coupon 12, or coupon for "
                    + "every coupon; from and to are days in Korea.")
    Page<Change> entries(@RequestParam(required = false) @Nullable Long person,
            @RequestParam(defaultValue = "") String action, @RequestParam(defaultValue = "") String subject,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to, @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size) {
        Days days = new Days(from, to);
        Page<AuditEntry> entries = this.trail
            .entries(new AuditFilter(person, action, subject, days.start(), days.end()), new Paging(page, size));
        Map<AccountId, AccountView> people = this.accounts.accounts(entries.items()
            .stream()
            .map(AuditEntry::person)
            .filter(Objects::nonNull)
            .map(AccountId::of)
            .collect(Collectors.toSet()));
        return entries.map((entry) -> new Change(entry.id(), entry.at(), Who.of(entry.person(), people), entry.action(),
                entry.subject(), entry.changes()));
    }

    /**
     * A change.
     *
     * @param id grows with every change
     * @param at when it was made
     * @param who made it, null for the house itself
     * @param action what was done
     * @param subject what it was done to
     * @param changes what is different since
     */
    @Schema(name = "AuditedChange")
    record Change(long id, Instant at, @Nullable Who who, String action, String subject,
            List<AuditEntry.Change> changes) {
    }

    /**
     * Who made a change.
     *
     * @param id the account
     * @param name what the person is called
     */
    @Schema(name = "AuditedPerson")
    record Who(long id, String name) {

        static @Nullable Who of(@Nullable Long person, Map<AccountId, AccountView> people) {
            if (person == null) {
                return null;
            }
            AccountView account = people.get(AccountId.of(person));
            return new Who(person, (account != null) ? account.name() : "");
        }

    }

}
