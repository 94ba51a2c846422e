package io.ticketblue.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.shared.AuditEntry;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** What staff cancelled of a booking, out of the audit trail. */
@Component
class StaffCancellations {

    /** A booking has fewer seats. */
    private static final int MOST = 100;

    private final AuditTrail trail;

    private final Accounts accounts;

    private final AuditWording wording;

    StaffCancellations(AuditTrail trail, Accounts accounts, AuditWording wording) {
        this.trail = trail;
        this.accounts = accounts;
        this.wording = wording;
    }

    /** Newest first. */
    List<Line> of(ReservationView reservation) {
        List<AuditEntry> entries = this.trail
            .entries(new AuditFilter(null, "reservation.cancelled", "reservation " + reservation.code(), null, null),
                    new Paging(0, MOST))
            .items();
        Map<AccountId, AccountView> people = this.accounts.accounts(entries.stream()
            .map(AuditEntry::person)
            .filter(Objects::nonNull)
            .map(AccountId::of)
            .collect(Collectors.toSet()));
        return entries.stream().map((entry) -> line(entry, people)).toList();
    }

    private Line line(AuditEntry entry, Map<AccountId, AccountView> people) {
        Long person = entry.person();
        AccountView account = (person != null) ? people.get(AccountId.of(person)) : null;
        List<String> seats = entry.changes()
            .stream()
            .filter((change) -> change.field().startsWith("seats["))
            .map((change) -> Objects.requireNonNullElse(change.after(), ""))
            .toList();
        return new Line(entry.at(), (account != null) ? account.name() : null, seats, value(entry, "refundTerms"),
                value(entry, "fee"), value(entry, "refund"), value(entry, "reason"));
    }

    private String value(AuditEntry entry, String field) {
        return entry.changes()
            .stream()
            .filter((change) -> change.field().equals(field))
            .map((change) -> this.wording.value(change, change.after()))
            .findFirst()
            .orElse("–");
    }

    /**
     * One cancellation.
     *
     * @param who the name of the person, null if the account is gone
     */
    record Line(Instant at, @Nullable String who, List<String> seats, String terms, String fee, String refund,
            String reason) {
    }

}
