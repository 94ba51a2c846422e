package io.ticketblue.payment.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.ticketblue.payment.OrderId;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static io.ticketblue.payment.internal.PaymentRows.utc;

/** The table of the provider's notices. A notice is worked on by whoever claims it. */
@Repository
class NoticeInbox {

    private final JdbcClient sql;

    NoticeInbox(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A notice that waits.
     *
     * @param attempts how often it was taken on
     */
    record Waiting(long id, Notice notice, OrderId order, int attempts) {
    }

    /**
     * Keeps a notice, unless it is kept already or enough of the same order wait: the
     * look that they lead to serves all.
     * @return whether it was kept
     */
    boolean add(Notice notice, OrderId order, int most, Instant now, Instant nextAttempt) {
        return this.sql.sql("""
                INSERT IGNORE INTO payment_notice
                    (transmission_id, order_id, secret, status, next_attempt_at, received_at)
                SELECT :transmission, p.order_id, :secret, 'NEW', :next, :now FROM payment p
                WHERE p.order_id = :order
                    AND (SELECT COUNT(*) FROM payment_notice n
                        WHERE n.order_id = :order AND n.status = 'NEW') < :most""")
            .param("transmission", notice.transmissionId())
            .param("secret", notice.secret())
            .param("order", order.value())
            .param("most", most)
            .param("next", utc(nextAttempt))
            .param("now", utc(now))
            .update() == 1;
    }

    Optional<Waiting> find(String transmissionId) {
        return this.sql.sql("SELECT * FROM payment_notice WHERE transmission_id = ? AND status = 'NEW'")
            .param(transmissionId)
            .query(NoticeInbox::waiting)
            .optional();
    }

    List<Waiting> due(Instant now, int limit) {
        return this.sql.sql("""
                SELECT * FROM payment_notice
                WHERE status = 'NEW' AND next_attempt_at <= ? ORDER BY next_attempt_at LIMIT ?""")
            .params(utc(now), limit)
            .query(NoticeInbox::waiting)
            .list();
    }

    boolean claim(Waiting notice, Instant nextAttempt) {
        return this.sql.sql("""
                UPDATE payment_notice SET attempts = attempts + 1, next_attempt_at = ?
                WHERE id = ? AND status = 'NEW' AND attempts = ?""")
            .params(utc(nextAttempt), notice.id(), notice.attempts())
            .update() == 1;
    }

    boolean done(Waiting notice, String outcome) {
        return this.sql.sql("""
                UPDATE payment_notice SET status = 'DONE', next_attempt_at = NULL, outcome = ?, secret = NULL
                WHERE id = ? AND status = 'NEW'""").params(outcome, notice.id()).update() == 1;
    }

    int deleteBefore(Instant time, int limit) {
        return this.sql.sql("DELETE FROM payment_notice WHERE received_at < ? ORDER BY received_at LIMIT ?")
            .params(utc(time), limit)
            .update();
    }

    long countWaiting() {
        return this.sql.sql("SELECT COUNT(*) FROM payment_notice WHERE status = 'NEW'").query(Long.class).single();
    }

    private static Waiting waiting(ResultSet row, int number) throws SQLException {
        OrderId order = new OrderId(row.getString("order_id"));
        @Nullable String secret = row.getString("secret");
        return new Waiting(row.getLong("id"), new Notice(row.getString("transmission_id"), order, secret), order,
                row.getInt("attempts"));
    }

}
