package io.ticketblue.admin;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.payment.PaymentFilter;
import io.ticketblue.payment.PaymentRecord;
import io.ticketblue.payment.PaymentRecords;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Finds payments by whatever staff are told: an order id, a payment key, a booking code
 * or the buyer's address.
 */
@Component
class PaymentFinder {

    private static final Paging ONE = new Paging(0, 1);

    private final PaymentRecords payments;

    private final BoxOffice boxOffice;

    private final Accounts accounts;

    PaymentFinder(PaymentRecords payments, BoxOffice boxOffice, Accounts accounts) {
        this.payments = payments;
        this.boxOffice = boxOffice;
        this.accounts = accounts;
    }

    /**
     * Finds payments.
     * @param text what staff were told, empty for all
     * @param from ordered on this day in Korea or later
     * @param to ordered on this day in Korea or earlier
     */
    Page<PaymentRecord> find(String text, @Nullable PaymentStatus status, @Nullable LocalDate from,
            @Nullable LocalDate to, Paging paging) {
        String wanted = text.strip();
        Days days = new Days(from, to);
        return this.payments
            .find(new PaymentFilter(wanted.isEmpty() ? null : key(wanted), wanted.isEmpty() ? null : reference(wanted),
                    wanted.contains("@") ? customer(wanted) : null, status, days.start(), days.end()), paging);
    }

    /** Keys are ASCII; no payment has an empty one. */
    private static String key(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text) ? text : "";
    }

    private @Nullable Long reference(String text) {
        if (key(text).isEmpty()) {
            return null;
        }
        Page<ReservationView> found = this.boxOffice.reservations(new ReservationFilter(null, null, null, text), ONE);
        return found.items().isEmpty() ? null : found.items().getFirst().id().value();
    }

    private @Nullable String customer(String text) {
        Optional<AccountView> account = key(text).isEmpty() ? Optional.empty() : this.accounts.accountOf(text);
        return account.map(AccountView::customerKey).orElse(null);
    }

}
