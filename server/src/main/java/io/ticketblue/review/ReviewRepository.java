package io.ticketblue.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.PerformanceId;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The table {@code review}. */
@Repository
class ReviewRepository {

    private static final String VIEW = "SELECT id, performance_id, reservation_id, account_id, author, rating, content,"
            + " created_at, edited_at, hidden_at, hidden_reason, version FROM review ";

    private final JdbcClient sql;

    ReviewRepository(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Adds a review. Holds shared locks on its reservation and account: until the
     * transaction ends neither is cancelled or closed.
     * @throws ReviewAlreadyWritten if the reservation has one
     */
    ReviewId insert(PerformanceId performance, ReservationId reservation, AccountId account, String author,
            ReviewRules.Checked draft, Instant at) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        try {
            this.sql.sql("""
                    INSERT INTO review (performance_id, reservation_id, account_id, author, rating, content, created_at)
                    VALUES (:performance, :reservation, :account, :author, :rating, :content, :at)""")
                .param("performance", performance.value())
                .param("reservation", reservation.value())
                .param("account", account.value())
                .param("author", author)
                .param("rating", draft.rating())
                .param("content", draft.content())
                .param("at", at)
                .update(key, "id");
        }
        catch (DuplicateKeyException ex) {
            throw new ReviewAlreadyWritten();
        }
        return new ReviewId(Objects.requireNonNull(key.getKey()).longValue());
    }

    Optional<StoredReview> find(ReviewId id) {
        return one(id, "");
    }

    /** Finds a review that nobody else changes until the transaction ends. */
    Optional<StoredReview> lock(ReviewId id) {
        return one(id, " FOR UPDATE");
    }

    private Optional<StoredReview> one(ReviewId id, String lock) {
        return this.sql.sql(VIEW + "WHERE id = :id" + lock)
            .param("id", id.value())
            .query(ReviewRepository::row)
            .optional();
    }

    Optional<StoredReview> of(ReservationId reservation) {
        return this.sql.sql(VIEW + "WHERE reservation_id = :reservation")
            .param("reservation", reservation.value())
            .query(ReviewRepository::row)
            .optional();
    }

    List<StoredReview> of(AccountId account, PerformanceId performance) {
        return this.sql.sql(VIEW + "WHERE account_id = :account AND performance_id = :performance ORDER BY id DESC")
            .param("account", account.value())
            .param("performance", performance.value())
            .query(ReviewRepository::row)
            .list();
    }

    /**
     * Reads shown reviews from one range of an index, or two where ratings are equal.
     * @param after where the page begins, null for the first
     */
    List<ReviewView> page(PerformanceId performance, ReviewSort sort, @Nullable ReviewCursor after, int size) {
        Map<String, Object> params = new HashMap<>();
        params.put("performance", performance.value());
        params.put("size", size);
        if (after != null) {
            params.put("id", after.id());
            params.put("rating", after.rating());
        }
        String where = switch (sort) {
            case NEWEST -> (after != null) ? " AND id < :id" : "";
            case HIGHEST -> (after != null) ? " AND (rating < :rating OR (rating = :rating AND id < :id))" : "";
            case LOWEST -> (after != null) ? " AND (rating > :rating OR (rating = :rating AND id < :id))" : "";
        };
        String order = switch (sort) {
            case NEWEST -> "id DESC";
            case HIGHEST -> "rating DESC, id DESC";
            case LOWEST -> "rating, id DESC";
        };
        return this.sql
            .sql(VIEW + "FORCE INDEX (ix_review_" + sort.name().toLowerCase(Locale.ROOT)
                    + ") WHERE performance_id = :performance AND shown = 1" + where + " ORDER BY " + order
                    + " LIMIT :size")
            .params(params)
            .query(ReviewRepository::row)
            .list()
            .stream()
            .map(StoredReview::view)
            .toList();
    }

    void edit(ReviewId id, String author, ReviewRules.Checked draft, Instant at) {
        this.sql.sql("""
                UPDATE review
                SET author = :author, rating = :rating, content = :content, edited_at = :at, version = version + 1
                WHERE id = :id""")
            .param("id", id.value())
            .param("author", author)
            .param("rating", draft.rating())
            .param("content", draft.content())
            .param("at", at)
            .update();
    }

    /** The latest reason why readers object to it, if staff have yet to decide. */
    Optional<String> openReport(ReviewId id) {
        return this.sql
            .sql("SELECT reason FROM review_report WHERE review_id = :id AND open = 1 ORDER BY id DESC LIMIT 1")
            .param("id", id.value())
            .query(String.class)
            .optional();
    }

    /** Hides a review, or gives a hidden one another reason. */
    void hide(ReviewId id, String reason, Instant at) {
        this.sql.sql("""
                UPDATE review SET hidden_at = COALESCE(hidden_at, :at), hidden_reason = :reason WHERE id = :id""")
            .param("id", id.value())
            .param("reason", reason)
            .param("at", at)
            .update();
    }

    void show(ReviewId id) {
        this.sql.sql("UPDATE review SET hidden_at = NULL, hidden_reason = NULL WHERE id = :id")
            .param("id", id.value())
            .update();
    }

    void delete(ReviewId id) {
        this.sql.sql("DELETE FROM review WHERE id = :id").param("id", id.value()).update();
    }

    /**
     * Deletes the text of a hidden review; the row keeps the reservation from another.
     */
    void deleteContent(ReviewId id) {
        this.sql.sql("UPDATE review SET content = NULL WHERE id = :id").param("id", id.value()).update();
    }

    /** The reviews of an account, locked. */
    List<StoredReview> lockAll(AccountId account) {
        return this.sql.sql(VIEW + "WHERE account_id = :account ORDER BY id FOR UPDATE")
            .param("account", account.value())
            .query(ReviewRepository::row)
            .list();
    }

    void forgetAuthor(AccountId account) {
        this.sql.sql("UPDATE review SET account_id = NULL, author = NULL WHERE account_id = :account")
            .param("account", account.value())
            .update();
    }

    private static StoredReview row(ResultSet row, int number) throws SQLException {
        long account = row.getLong("account_id");
        return new StoredReview(new ReviewId(row.getLong("id")), new PerformanceId(row.getLong("performance_id")),
                new ReservationId(row.getLong("reservation_id")), (account != 0) ? new AccountId(account) : null,
                row.getString("author"), row.getInt("rating"), row.getString("content"),
                row.getObject("created_at", Instant.class), row.getObject("edited_at", Instant.class),
                row.getObject("hidden_at", Instant.class), row.getString("hidden_reason"), row.getInt("version"));
    }

}
