package io.ticketblue.coupon.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.CouponStatus;
import io.ticketblue.coupon.CouponView;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The table {@code coupon}, but for the count of what was given. */
@Repository
public class CouponTable {

    private static final String VIEW = "SELECT c.id, c.name, " + CouponColumns.TERMS
            + ", c.quantity, c.issued, c.issue_from, c.issue_until, c.valid_days, c.code, c.welcome, c.ended_at, c.version "
            + "FROM coupon c ";

    /** What whoever comes is given. */
    private static final String LISTED = "c.ended_at IS NULL AND c.code IS NULL AND NOT c.welcome";

    private static final String OPEN = LISTED + " AND c.issue_from <= :now AND c.issue_until > :now";

    private static final int MOST_UPCOMING = 20;

    private final JdbcClient jdbc;

    private final Clock clock;

    CouponTable(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Finds a coupon.
     * @param id which
     * @return the coupon, if there is one
     */
    public Optional<CouponView> find(CouponId id) {
        return find(id, "");
    }

    /** Finds a coupon that nobody changes or gives until the transaction ends. */
    Optional<CouponView> lock(CouponId id) {
        return find(id, " FOR UPDATE");
    }

    private Optional<CouponView> find(CouponId id, String lock) {
        return this.jdbc.sql(VIEW + "WHERE c.id = :id" + lock).param("id", id.value()).query(this::view).optional();
    }

    /**
     * Finds the coupon that is had by a code.
     * @param code what somebody typed
     * @return the coupon, if there is one
     */
    public Optional<CouponId> withCode(String code) {
        String normal = CouponRules.code(code);
        return CouponRules.isCode(normal) ? this.jdbc.sql("SELECT id FROM coupon WHERE code = :code")
            .param("code", normal)
            .query(Long.class)
            .optional()
            .map(CouponId::of) : Optional.empty();
    }

    /**
     * Finds the coupon that welcomes new people.
     * @return names it, if staff have not ended it
     */
    public Optional<CouponId> welcoming() {
        return this.jdbc.sql("SELECT id FROM coupon WHERE welcoming = 1")
            .query(Long.class)
            .optional()
            .map(CouponId::of);
    }

    /**
     * Lists what is given to whoever comes, what ends first in front.
     * @param paging which part
     * @return coupons in their time, also exhausted ones
     */
    public Page<CouponView> open(Paging paging) {
        return page(OPEN, "c.issue_until, c.id", paging);
    }

    /**
     * Lists what will be given to whoever comes, the next first.
     * @return coupons whose time has not come, some of them
     */
    public List<CouponView> upcoming() {
        return this.jdbc
            .sql(VIEW + "WHERE " + LISTED + " AND c.issue_from > :now ORDER BY c.issue_from, c.id LIMIT :most")
            .param("now", this.clock.instant())
            .param("most", MOST_UPCOMING)
            .query(this::view)
            .list();
    }

    /**
     * Lists all coupons, newest first.
     * @param paging which part
     * @return the coupons
     */
    public Page<CouponView> all(Paging paging) {
        return page(":now IS NOT NULL", "c.id DESC", paging);
    }

    private Page<CouponView> page(String condition, String order, Paging paging) {
        Instant now = this.clock.instant();
        List<CouponView> items = this.jdbc
            .sql(VIEW + "WHERE " + condition + " ORDER BY " + order + " LIMIT :size OFFSET :offset")
            .param("now", now)
            .param("size", paging.size())
            .param("offset", paging.offset())
            .query(this::view)
            .list();
        long total = this.jdbc.sql("SELECT COUNT(*) FROM coupon c WHERE " + condition)
            .param("now", now)
            .query(Long.class)
            .single();
        return Page.of(items, paging, total);
    }

    /** Stores a coupon whose rules hold. */
    CouponId insert(SaveCoupon coupon) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        this.jdbc.sql("""
                INSERT INTO coupon (name, type, value, max_discount, min_amount, performance_id, category, quantity,
                    issue_from, issue_until, valid_days, code, welcome, created_at, changed_at)
                VALUES (:name, :type, :value, :most, :least, :performance, :category, :quantity, :from, :until, :days,
                    :code, :welcome, :now, :now)
                """).params(values(coupon)).update(key, "id");
        return CouponId.of(Objects.requireNonNull(key.getKey()).longValue());
    }

    /** Stores the change of a coupon whose rules hold. */
    void update(CouponId id, SaveCoupon coupon) {
        this.jdbc.sql("""
                UPDATE coupon SET name = :name, type = :type, value = :value, max_discount = :most,
                    min_amount = :least, performance_id = :performance, category = :category, quantity = :quantity,
                    issue_from = :from, issue_until = :until, valid_days = :days, code = :code, welcome = :welcome,
                    changed_at = :now, version = version + 1
                WHERE id = :id
                """).params(values(coupon)).param("id", id.value()).update();
    }

    /** Ends a coupon. */
    void end(CouponId id) {
        this.jdbc.sql("""
                UPDATE coupon SET ended_at = :now, changed_at = :now, version = version + 1
                WHERE id = :id AND ended_at IS NULL""")
            .param("now", this.clock.instant())
            .param("id", id.value())
            .update();
    }

    private Map<String, @Nullable Object> values(SaveCoupon coupon) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("name", coupon.name());
        values.put("type", Objects.requireNonNull(coupon.type()).name());
        values.put("value", coupon.value());
        values.put("most", coupon.maxDiscount());
        values.put("least", coupon.minAmount());
        values.put("performance", coupon.performanceId());
        values.put("category", coupon.category());
        values.put("quantity", coupon.quantity());
        values.put("from", coupon.issueFrom());
        values.put("until", coupon.issueUntil());
        values.put("days", coupon.validDays());
        values.put("code", coupon.code());
        values.put("welcome", coupon.welcome());
        values.put("now", this.clock.instant());
        return values;
    }

    private CouponView view(ResultSet row, int number) throws SQLException {
        Instant from = row.getObject("issue_from", Instant.class);
        Instant until = row.getObject("issue_until", Instant.class);
        Instant ended = row.getObject("ended_at", Instant.class);
        int quantity = row.getInt("quantity");
        int issued = row.getInt("issued");
        return new CouponView(CouponId.of(row.getLong("id")), row.getString("name"), CouponColumns.terms(row),
                status(ended != null, from, until, quantity - issued), quantity, issued, from, until,
                row.getInt("valid_days"), row.getString("code"), row.getBoolean("welcome"), ended,
                row.getInt("version"));
    }

    private CouponStatus status(boolean ended, Instant from, Instant until, int remaining) {
        Instant now = this.clock.instant();
        if (ended) {
            return CouponStatus.ENDED;
        }
        if (now.isBefore(from)) {
            return CouponStatus.UPCOMING;
        }
        return !now.isBefore(until) ? CouponStatus.CLOSED
                : (remaining > 0) ? CouponStatus.OPEN : CouponStatus.EXHAUSTED;
    }

}
