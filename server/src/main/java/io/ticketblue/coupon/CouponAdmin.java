package io.ticketblue.coupon;

import io.ticketblue.coupon.internal.CouponEditing;
import io.ticketblue.coupon.internal.CouponTable;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** What box-office staff do with coupons. Each change is kept in the audit trail. */
@Service
public class CouponAdmin {

    private final CouponTable table;

    private final CouponEditing editing;

    CouponAdmin(CouponTable table, CouponEditing editing) {
        this.table = table;
        this.editing = editing;
    }

    /**
     * Lists all coupons, newest first.
     * @param paging which part
     * @return the coupons
     */
    public Page<CouponView> coupons(Paging paging) {
        return this.table.all(paging);
    }

    /**
     * Shows a coupon.
     * @param id which
     * @return the coupon
     * @throws CouponNotFound if there is none
     */
    public CouponView coupon(CouponId id) {
        return this.table.find(id).orElseThrow(CouponNotFound::new);
    }

    /**
     * Makes a coupon.
     * @param coupon what it shall be
     * @return its id
     * @throws io.ticketblue.shared.InvalidRequest naming every field that is wrong
     */
    public CouponId create(SaveCoupon coupon) {
        return this.editing.create(coupon);
    }

    /**
     * Changes a coupon. Once people have it, its terms stay; name, quantity, times, days
     * and code may change, for those who get it later.
     * @param id which
     * @param coupon what it shall be
     * @param version the version that was read before; null to change whatever is there
     * @throws CouponChangedMeanwhile if another version was read
     * @throws io.ticketblue.shared.InvalidRequest naming every field that is wrong;
     * {@code quantity} if more have been given
     * @throws CouponNotFound if there is none
     * @throws CouponTermsFixed if terms shall change that people rely on
     */
    public void change(CouponId id, SaveCoupon coupon, @Nullable Integer version) {
        this.editing.change(id, coupon, version);
    }

    /**
     * Ends a coupon for good: no more are given, on other nodes within a second. Those
     * that people have stay good. Saying it again changes nothing.
     * @param id which
     * @throws CouponNotFound if there is none
     */
    public void end(CouponId id) {
        this.editing.end(id);
    }

}
