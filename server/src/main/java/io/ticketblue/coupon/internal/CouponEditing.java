package io.ticketblue.coupon.internal;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.ticketblue.coupon.CouponChangedMeanwhile;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.CouponNotFound;
import io.ticketblue.coupon.CouponTermsFixed;
import io.ticketblue.coupon.CouponView;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.content.ContentCache;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes, changes and ends coupons. A change locks the coupon, so that nobody is given one
 * by terms that are being changed.
 */
@Component
public class CouponEditing {

    private final CouponTable table;

    private final CouponRules rules;

    private final IssueMemory memory;

    private final AuditTrail trail;

    private final ContentCache content;

    private final TransactionTemplate transaction;

    CouponEditing(CouponTable table, CouponRules rules, IssueMemory memory, AuditTrail trail, ContentCache content,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.rules = rules;
        this.memory = memory;
        this.trail = trail;
        this.content = content;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Makes a coupon.
     * @param wish what it shall be
     * @return its id
     */
    public CouponId create(SaveCoupon wish) {
        SaveCoupon coupon = this.rules.check(wish);
        return unique(coupon, () -> Objects.requireNonNull(this.transaction.execute((status) -> {
            CouponId id = this.table.insert(coupon);
            record("coupon.created", id, null, coupon);
            return id;
        })));
    }

    /**
     * Changes a coupon.
     * @param id which
     * @param wish what it shall be
     * @param version the version that was read before; null to change whatever is there
     */
    public void change(CouponId id, SaveCoupon wish, @Nullable Integer version) {
        SaveCoupon coupon = this.rules.check(wish);
        try {
            unique(coupon, () -> {
                this.transaction.executeWithoutResult((status) -> changeLocked(id, coupon, version));
                return id;
            });
        }
        finally {
            // Also when it is not known whether the change was committed.
            this.memory.forget(id.value());
        }
    }

    private void changeLocked(CouponId id, SaveCoupon coupon, @Nullable Integer version) {
        CouponView present = this.table.lock(id).orElseThrow(CouponNotFound::new);
        if (version != null && version != present.version()) {
            throw new CouponChangedMeanwhile(present.version());
        }
        if (present.issued() > 0) {
            List<String> changed = CouponRules.changed(present.terms(), coupon);
            if (!changed.isEmpty()) {
                throw new CouponTermsFixed(changed);
            }
        }
        if (coupon.quantity() != null && coupon.quantity() < present.issued()) {
            throw new InvalidRequest("quantity", "coupon.fewer-than-issued", present.issued());
        }
        store(present, coupon);
    }

    /** A coupon that was saved as it is has not changed. */
    private void store(CouponView present, SaveCoupon coupon) {
        if (coupon.equals(present.saved())) {
            return;
        }
        this.table.update(present.id(), coupon);
        record("coupon.changed", present.id(), present.saved(), coupon);
    }

    /**
     * Ends a coupon.
     * @param id which
     */
    public void end(CouponId id) {
        try {
            this.transaction.executeWithoutResult((status) -> {
                CouponView present = this.table.lock(id).orElseThrow(CouponNotFound::new);
                if (present.endedAt() == null) {
                    this.table.end(id);
                    record("coupon.ended", id, present, this.table.find(id).orElseThrow());
                }
            });
        }
        finally {
            this.memory.forget(id.value());
        }
    }

    private void record(String action, CouponId id, @Nullable Object before, Object after) {
        this.trail.record(action, "coupon " + id, before, after);
        this.content.invalidateAfterCommit(List.of(CouponsApi.OPEN));
    }

    /** The database knows whether another coupon has the code, or welcomes people. */
    private static CouponId unique(SaveCoupon coupon, Supplier<CouponId> work) {
        try {
            return work.get();
        }
        catch (DuplicateKeyException ex) {
            throw coupon.welcome() ? new InvalidRequest("welcome", "coupon.welcome-once")
                    : new InvalidRequest("code", "coupon.code-taken");
        }
    }

}
