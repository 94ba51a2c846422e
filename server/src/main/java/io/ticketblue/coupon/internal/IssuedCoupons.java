package io.ticketblue.coupon.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.coupon.IssuedCouponStatus;
import io.ticketblue.coupon.IssuedCouponView;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code issued_coupon}, as far as people use what they have. */
@Repository
public class IssuedCoupons {

    private static final String VIEW = "SELECT i.id, i.coupon_id, i.account_id, i.issued_at, i.expires_at, "
            + "i.redeemed_for, i.redeemed_at, i.discount, c.name, " + CouponColumns.TERMS
            + " FROM issued_coupon i JOIN coupon c ON c.id = i.coupon_id ";

    private final JdbcClient jdbc;

    private final Clock clock;

    IssuedCoupons(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Finds somebody's coupon.
     * @param account whose
     * @param id which
     * @return the coupon, if the person has it
     */
    public Optional<IssuedCouponView> find(AccountId account, IssuedCouponId id) {
        return this.jdbc.sql(VIEW + "WHERE i.id = :id AND i.account_id = :account")
            .param("id", id.value())
            .param("account", account.value())
            .query(this::view)
            .optional();
    }

    /**
     * Finds the one that a person has of a coupon.
     * @param account whose
     * @param coupon of which coupon
     * @return its number, if the person has one
     */
    public Optional<IssuedCouponId> find(AccountId account, CouponId coupon) {
        return this.jdbc.sql("SELECT id FROM issued_coupon WHERE coupon_id = :coupon AND account_id = :account")
            .param("coupon", coupon.value())
            .param("account", account.value())
            .query(Long.class)
            .optional()
            .map(IssuedCouponId::of);
    }

    /**
     * Lists what a person can use now, what ends first in front.
     * @param account whose
     * @return unused coupons that have not expired
     */
    public List<IssuedCouponView> usable(AccountId account) {
        return this.jdbc
            .sql(VIEW + "WHERE i.account_id = :account AND i.redeemed_for IS NULL AND i.expires_at > :now "
                    + "ORDER BY i.expires_at, i.id")
            .param("account", account.value())
            .param("now", this.clock.instant())
            .query(this::view)
            .list();
    }

    /**
     * Lists all that a person was given, newest first.
     * @param account whose
     * @param paging which part
     * @return the coupons
     */
    public Page<IssuedCouponView> of(AccountId account, Paging paging) {
        List<IssuedCouponView> items = this.jdbc
            .sql(VIEW + "WHERE i.account_id = :account ORDER BY i.issued_at DESC, i.id DESC LIMIT :size OFFSET :offset")
            .param("account", account.value())
            .param("size", paging.size())
            .param("offset", paging.offset())
            .query(this::view)
            .list();
        long total = this.jdbc.sql("SELECT COUNT(*) FROM issued_coupon WHERE account_id = :account")
            .param("account", account.value())
            .query(Long.class)
            .single();
        return Page.of(items, paging, total);
    }

    /**
     * Says which of some coupons a person was given.
     * @param account who
     * @param coupons which
     * @return those that the person has or had
     */
    public Set<CouponId> had(AccountId account, Collection<CouponId> coupons) {
        if (coupons.isEmpty()) {
            return Set.of();
        }
        return this.jdbc
            .sql("SELECT coupon_id FROM issued_coupon WHERE account_id = :account AND coupon_id IN (:coupons)")
            .param("account", account.value())
            .param("coupons", coupons.stream().map(CouponId::value).toList())
            .query(Long.class)
            .stream()
            .map(CouponId::of)
            .collect(Collectors.toSet());
    }

    /**
     * Finds the coupon that was used for something.
     * @param reference for what
     * @return the coupon, if one was
     */
    public Optional<IssuedCouponView> redeemedFor(long reference) {
        return this.jdbc.sql(VIEW + "WHERE i.redeemed_for = :reference")
            .param("reference", reference)
            .query(this::view)
            .optional();
    }

    /**
     * Uses a coupon that nobody has used.
     * @param id which
     * @param reference for what
     * @param discount what it takes off
     * @return false if it is used already or its time is over
     * @throws org.springframework.dao.DuplicateKeyException if another coupon was used
     * for the same
     */
    public boolean redeem(IssuedCouponId id, long reference, Money discount) {
        return this.jdbc.sql("""
                UPDATE issued_coupon SET redeemed_for = :reference, redeemed_at = :now, discount = :discount
                WHERE id = :id AND redeemed_for IS NULL AND expires_at > :now
                """)
            .param("reference", reference)
            .param("now", this.clock.instant())
            .param("discount", discount.won())
            .param("id", id.value())
            .update() == 1;
    }

    /**
     * Makes coupons unused again.
     * @param references for what they were used
     */
    public void release(Collection<Long> references) {
        if (!references.isEmpty()) {
            this.jdbc.sql("""
                    UPDATE issued_coupon SET redeemed_for = NULL, redeemed_at = NULL, discount = NULL
                    WHERE redeemed_for IN (:references)
                    """).param("references", references).update();
        }
    }

    private IssuedCouponView view(ResultSet row, int number) throws SQLException {
        Long reference = CouponColumns.number(row, "redeemed_for");
        Instant expiresAt = row.getObject("expires_at", Instant.class);
        IssuedCouponStatus status = (reference != null) ? IssuedCouponStatus.USED
                : expiresAt.isAfter(this.clock.instant()) ? IssuedCouponStatus.USABLE : IssuedCouponStatus.EXPIRED;
        return new IssuedCouponView(IssuedCouponId.of(row.getLong("id")), CouponId.of(row.getLong("coupon_id")),
                AccountId.of(row.getLong("account_id")), row.getString("name"), CouponColumns.terms(row), status,
                row.getObject("issued_at", Instant.class), expiresAt, reference,
                row.getObject("redeemed_at", Instant.class), CouponColumns.money(row, "discount"));
    }

}
