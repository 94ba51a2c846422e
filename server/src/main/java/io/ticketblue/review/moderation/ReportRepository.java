package io.ticketblue.review.moderation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.review.ReviewId;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The table {@code review_report}, and {@code review} as staff read it. */
@Repository
class ReportRepository {

    private static final String OPEN = "(SELECT review_id, COUNT(*) AS reports, MAX(reported_at) AS latest"
            + " FROM review_report WHERE open = 1 GROUP BY review_id) o";

    private static final String REPORTED = "FROM " + OPEN + " JOIN review r ON r.id = o.review_id WHERE r.shown = 1";

    private static final String HIDDEN = "FROM review r WHERE r.hidden_at IS NOT NULL";

    private static final String SHOWN = "FROM review r WHERE r.shown = 1";

    private static final String REPORTS_OF_ONE = "(SELECT COUNT(*) FROM review_report"
            + " WHERE review_id = r.id AND open = 1)";

    private static final String COLUMNS = "SELECT r.id, r.performance_id, r.reservation_id, r.author, r.rating,"
            + " r.content, r.created_at, r.edited_at, r.hidden_at, r.hidden_reason, r.version, ";

    private final JdbcClient sql;

    ReportRepository(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Finds a review that nobody changes, hides, deletes or reports until the transaction
     * ends, so that a later report has a higher number.
     */
    Optional<Reported> lock(ReviewId review) {
        return this.sql.sql("SELECT account_id, version, shown FROM review WHERE id = :id FOR UPDATE")
            .param("id", review.value())
            .query((row, number) -> new Reported(row.getObject("account_id", Long.class), row.getInt("version"),
                    row.getBoolean("shown")))
            .optional();
    }

    /**
     * Adds a report.
     * @throws org.springframework.dao.DuplicateKeyException if the person has reported
     * the review
     */
    long insert(ReviewId review, AccountId person, String reason, Instant at) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        this.sql.sql("""
                INSERT INTO review_report (review_id, account_id, reason, reported_at)
                VALUES (:review, :person, :reason, :at)""")
            .param("review", review.value())
            .param("person", person.value())
            .param("reason", reason)
            .param("at", at)
            .update(key, "id");
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    Optional<Report> find(AccountId person, ReviewId review, long id) {
        return this.sql.sql("""
                SELECT id, review_id, reason, reported_at FROM review_report
                WHERE id = :id AND review_id = :review AND account_id = :person""")
            .param("id", id)
            .param("review", review.value())
            .param("person", person.value())
            .query((row, number) -> report(row))
            .optional();
    }

    /**
     * Deletes the report of a person that staff have decided on when the review had an
     * earlier version.
     * @return whether there was one
     */
    boolean deleteDecidedBefore(ReviewId review, AccountId person, int version) {
        return this.sql.sql("""
                DELETE FROM review_report
                WHERE review_id = :review AND account_id = :person AND decided_on < :version""")
            .param("review", review.value())
            .param("person", person.value())
            .param("version", version)
            .update() > 0;
    }

    /**
     * Decides on the open reports of a review as it is.
     * @param last the latest of them that is decided on
     */
    int handle(ReviewId review, long last, Instant at) {
        return this.sql.sql("""
                UPDATE review_report r JOIN review v ON v.id = r.review_id
                SET r.handled_at = :at, r.decided_on = v.version
                WHERE r.review_id = :review AND r.open = 1 AND r.id <= :last""")
            .param("review", review.value())
            .param("last", last)
            .param("at", at)
            .update();
    }

    void forgetPerson(AccountId account) {
        this.sql.sql("UPDATE review_report SET account_id = NULL WHERE account_id = :account")
            .param("account", account.value())
            .update();
    }

    Page<ModeratedReview> page(ModerationState state, @Nullable PerformanceId performance, Paging paging) {
        return switch (state) {
            case REPORTED -> page("o.reports", REPORTED, "o.reports DESC, o.latest DESC, r.id", performance, paging);
            case HIDDEN -> page("0", HIDDEN, "r.hidden_at DESC, r.id DESC", performance, paging);
            case SHOWN -> page(REPORTS_OF_ONE, SHOWN, "r.id DESC", performance, paging);
        };
    }

    private Page<ModeratedReview> page(String openReports, String from, String order,
            @Nullable PerformanceId performance, Paging paging) {
        String chosen = from + ((performance != null) ? " AND r.performance_id = :performance" : "");
        Map<String, Object> values = (performance != null) ? Map.of("performance", performance.value()) : Map.of();
        long total = this.sql.sql("SELECT COUNT(*) " + chosen).params(values).query(Long.class).single();
        List<ModeratedReview> found = this.sql
            .sql(COLUMNS + openReports + " AS reports " + chosen + " ORDER BY " + order + " LIMIT :size OFFSET :offset")
            .params(values)
            .param("size", paging.size())
            .param("offset", paging.offset())
            .query((row, number) -> review(row, List.of()))
            .list();
        Map<Long, List<Report>> reports = reports(found.stream().map((review) -> review.id().value()).toList());
        return Page.of(found.stream()
            .map((review) -> with(review, reports.getOrDefault(review.id().value(), List.of())))
            .toList(), paging, total);
    }

    Optional<ModeratedReview> find(ReviewId id) {
        return this.sql.sql(COLUMNS + REPORTS_OF_ONE + " AS reports FROM review r WHERE r.id = :id")
            .param("id", id.value())
            .query((row, number) -> review(row, List.of()))
            .optional()
            .map((review) -> with(review,
                    reports(List.of(review.id().value())).getOrDefault(review.id().value(), List.of())));
    }

    private Map<Long, List<Report>> reports(Collection<Long> reviews) {
        Map<Long, List<Report>> reports = new HashMap<>();
        if (!reviews.isEmpty()) {
            this.sql.sql("""
                    SELECT id, review_id, reason, reported_at FROM (
                        SELECT id, review_id, reason, reported_at,
                               ROW_NUMBER() OVER (PARTITION BY review_id ORDER BY id DESC) AS place
                        FROM review_report WHERE review_id IN (:reviews)) latest
                    WHERE place <= :most ORDER BY review_id, id DESC""")
                .param("reviews", reviews)
                .param("most", ModeratedReview.MOST_REPORTS)
                .query((row) -> {
                    Report report = report(row);
                    reports.computeIfAbsent(report.review().value(), (id) -> new ArrayList<>()).add(report);
                });
        }
        return reports;
    }

    private static Report report(ResultSet row) throws SQLException {
        return new Report(row.getLong("id"), new ReviewId(row.getLong("review_id")), row.getString("reason"),
                row.getObject("reported_at", Instant.class));
    }

    private static ModeratedReview review(ResultSet row, List<Report> reports) throws SQLException {
        return new ModeratedReview(new ReviewId(row.getLong("id")), new PerformanceId(row.getLong("performance_id")),
                new ReservationId(row.getLong("reservation_id")), row.getString("author"), row.getInt("rating"),
                row.getString("content"), row.getObject("created_at", Instant.class),
                row.getObject("edited_at", Instant.class), row.getObject("hidden_at", Instant.class),
                row.getString("hidden_reason"), row.getInt("version"), row.getInt("reports"), reports);
    }

    private static ModeratedReview with(ModeratedReview review, List<Report> reports) {
        return new ModeratedReview(review.id(), review.performance(), review.reservation(), review.author(),
                review.rating(), review.content(), review.at(), review.editedAt(), review.hiddenAt(),
                review.hiddenReason(), review.version(), review.openReports(), reports);
    }

    /**
     * A review that is reported.
     *
     * @param account whose it is, null once the account is closed
     */
    record Reported(@Nullable Long account, int version, boolean shown) {
    }

}
