package io.ticketblue.payment.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.ticketblue.payment.DifferenceDeed;
import io.ticketblue.payment.DifferenceId;
import io.ticketblue.payment.DifferenceKind;
import io.ticketblue.payment.DifferenceState;
import io.ticketblue.payment.DifferenceView;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static io.ticketblue.payment.internal.PaymentRows.utc;

/** The table of differences. There is one row for each movement that differs. */
@Repository
public class DifferenceLedger {

    private final JdbcClient sql;

    DifferenceLedger(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Writes down that a difference was seen. One that was taken for settled by itself,
     * or for gone, is found again; what staff have settled stays so.
     * @param run the comparison that saw it
     * @return whether it is new
     */
    boolean found(LocalDate day, int run, Candidate candidate, @Nullable PaymentStatus ours, Instant now) {
        boolean isNew = insert(day, run, candidate, ours, now);
        if (!isNew) {
            this.sql
                .sql("""
                        UPDATE provider_difference
                        SET seen_run = :run, business_day = :day, theirs = :theirs, ours = :ours, their_status = :theirStatus,
                            our_status = :ourStatus,
                            ended_at = IF(state = 'SETTLED_BY_STAFF', ended_at, NULL),
                            deed = IF(state = 'SETTLED_BY_STAFF', deed, NULL),
                            state = IF(state = 'SETTLED_BY_STAFF', state, 'FOUND')
                        WHERE kind = :kind AND payment_key = :key AND transaction_key = :transaction""")
                .param("run", run)
                .param("day", day)
                .param("theirs", candidate.theirs())
                .param("ours", candidate.ours())
                .param("theirStatus", candidate.theirStatus())
                .param("ourStatus", (ours != null) ? ours.name() : null)
                .param("kind", candidate.kind().name())
                .param("key", candidate.paymentKey())
                .param("transaction", candidate.transactionKey())
                .update();
        }
        return isNew;
    }

    private boolean insert(LocalDate day, int run, Candidate candidate, @Nullable PaymentStatus ours, Instant now) {
        return this.sql.sql("""
                INSERT INTO provider_difference (business_day, kind, payment_key, transaction_key, order_id, payment_id,
                    theirs, ours, their_status, our_status, occurred_at, state, found_at, seen_run)
                SELECT :day, :kind, :key, :transaction, :order, COALESCE(:payment, MAX(p.id)), :theirs, :ours,
                    :theirStatus, :ourStatus, :at, 'FOUND', :now, :run
                FROM payment p WHERE p.order_id = :order
                HAVING NOT EXISTS (SELECT 1 FROM provider_difference d
                    WHERE d.kind = :kind AND d.payment_key = :key AND d.transaction_key = :transaction)""")
            .param("day", day)
            .param("kind", candidate.kind().name())
            .param("key", candidate.paymentKey())
            .param("transaction", candidate.transactionKey())
            .param("order", candidate.orderId())
            .param("payment", (candidate.payment() != null) ? candidate.payment().value() : null)
            .param("theirs", candidate.theirs())
            .param("ours", candidate.ours())
            .param("theirStatus", candidate.theirStatus())
            .param("ourStatus", (ours != null) ? ours.name() : null)
            .param("at", utc(candidate.at()))
            .param("now", utc(now))
            .param("run", run)
            .update() == 1;
    }

    /** FOUND to whatever came of it. */
    void done(Candidate candidate, DifferenceState state, DifferenceDeed deed, Instant now) {
        this.sql.sql("""
                UPDATE provider_difference SET state = :state, deed = :deed, ended_at = :ended
                WHERE kind = :kind AND payment_key = :key AND transaction_key = :transaction AND state = 'FOUND'""")
            .param("state", state.name())
            .param("deed", deed.name())
            .param("ended", (state == DifferenceState.OPEN) ? null : utc(now))
            .param("kind", candidate.kind().name())
            .param("key", candidate.paymentKey())
            .param("transaction", candidate.transactionKey())
            .update();
    }

    /** What a comparison of the whole day has not seen is gone. */
    int gone(LocalDate day, int run, Instant now) {
        return this.sql.sql("""
                UPDATE provider_difference SET state = 'GONE', ended_at = ?
                WHERE business_day = ? AND state IN ('FOUND', 'OPEN') AND seen_run <> ?""")
            .params(utc(now), day, run)
            .update();
    }

    /** OPEN to SETTLED_BY_STAFF. */
    public boolean settle(DifferenceId id, String note, long by, Instant now) {
        return this.sql.sql("""
                UPDATE provider_difference SET state = 'SETTLED_BY_STAFF', note = ?, settled_by = ?, ended_at = ?
                WHERE id = ? AND state = 'OPEN'""").params(note, by, utc(now), id.value()).update() == 1;
    }

    /** Finds one. */
    public Optional<DifferenceView> find(DifferenceId id) {
        return this.sql.sql("SELECT * FROM provider_difference WHERE id = ?")
            .param(id.value())
            .query(DifferenceLedger::view)
            .optional();
    }

    /** Of one day, those that wait first. */
    public Page<DifferenceView> of(LocalDate day, @Nullable DifferenceState state, Paging paging) {
        String where = "FROM provider_difference WHERE business_day = :day AND state = COALESCE(:state, state) ";
        @Nullable String only = (state != null) ? state.name() : null;
        long total = this.sql.sql("SELECT COUNT(*) " + where)
            .param("day", day)
            .param("state", only)
            .query(Long.class)
            .single();
        List<DifferenceView> items = this.sql
            .sql("SELECT * " + where + "ORDER BY state NOT IN ('OPEN', 'FOUND'), id LIMIT :size OFFSET :offset")
            .param("day", day)
            .param("state", only)
            .param("size", paging.size())
            .param("offset", paging.offset())
            .query(DifferenceLedger::view)
            .list();
        return Page.of(items, paging, total);
    }

    /** How many nobody has settled. */
    public long countOpen() {
        return this.sql.sql("SELECT COUNT(*) FROM provider_difference WHERE state IN ('FOUND', 'OPEN')")
            .query(Long.class)
            .single();
    }

    private static DifferenceView view(ResultSet row, int number) throws SQLException {
        @Nullable Long payment = row.getObject("payment_id", Long.class);
        @Nullable String ourStatus = row.getString("our_status");
        @Nullable String deed = row.getString("deed");
        return new DifferenceView(new DifferenceId(row.getLong("id")), row.getObject("business_day", LocalDate.class),
                DifferenceKind.valueOf(row.getString("kind")), row.getString("payment_key"),
                row.getString("transaction_key"), row.getString("order_id"),
                (payment != null) ? new PaymentId(payment) : null, money(row, "theirs"), money(row, "ours"),
                row.getString("their_status"), (ourStatus != null) ? PaymentStatus.valueOf(ourStatus) : null,
                PaymentRows.time(row, "occurred_at"), DifferenceState.valueOf(row.getString("state")),
                (deed != null) ? DifferenceDeed.valueOf(deed) : null, PaymentRows.time(row, "found_at"),
                PaymentRows.optionalTime(row, "ended_at"), row.getString("note"),
                row.getObject("settled_by", Long.class));
    }

    private static @Nullable Money money(ResultSet row, String column) throws SQLException {
        @Nullable Long won = row.getObject(column, Long.class);
        return (won != null) ? new Money(won) : null;
    }

}
