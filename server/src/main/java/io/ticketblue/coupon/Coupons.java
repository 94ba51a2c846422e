package io.ticketblue.coupon;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.coupon.internal.CouponIssuing;
import io.ticketblue.coupon.internal.CouponTable;
import io.ticketblue.coupon.internal.IssueClaim;
import io.ticketblue.coupon.internal.IssueClaim.Way;
import io.ticketblue.coupon.internal.IssuedCoupons;
import io.ticketblue.coupon.internal.Redemptions;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.TooManyFailures;
import io.ticketblue.shared.limit.RateLimit;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.database.MayBeStale;
import io.ticketblue.shared.limit.OneAtATimePerPerson;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Coupons for buyers: what there is, what they have, what it takes off. */
@Service
public class Coupons {

    /** By one person in 15 minutes, on each node: short codes must not be guessed. */
    private static final int MOST_WRONG_CODES = 20;

    private static final Duration GUESSING_WINDOW = Duration.ofMinutes(15);

    private final CouponTable table;

    private final CouponIssuing issuing;

    private final IssuedCoupons issued;

    private final Redemptions redemptions;

    private final RateLimit wrongCodes;

    private final OneAtATimePerPerson<IssueClaim, IssueClaim.Outcome> underWay = new OneAtATimePerPerson<>();

    Coupons(CouponTable table, CouponIssuing issuing, IssuedCoupons issued, Redemptions redemptions, Clock clock) {
        this.table = table;
        this.issuing = issuing;
        this.issued = issued;
        this.redemptions = redemptions;
        this.wrongCodes = new RateLimit(MOST_WRONG_CODES, GUESSING_WINDOW, clock);
    }

    /**
     * Lists what is given to whoever comes, also what is exhausted; not what needs a
     * code. What ends first comes first.
     * @param paging which part
     * @return coupons in their time
     */
    @MayBeStale
    public Page<CouponView> open(Paging paging) {
        return this.table.open(paging);
    }

    /**
     * Lists what will be given to whoever comes, the next first.
     * @return coupons whose time has not come, at most 20
     */
    @Transactional(readOnly = true)
    public List<CouponView> upcoming() {
        return this.table.upcoming();
    }

    /**
     * Finds the coupon that buyers are given once their address is verified.
     * @return the coupon, if it is given at present
     */
    @Transactional(readOnly = true)
    public Optional<CouponView> welcome() {
        return this.table.welcoming()
            .flatMap(this.table::find)
            .filter((coupon) -> coupon.status() == CouponStatus.OPEN);
    }

    /**
     * Says which of some coupons a person has or had.
     * @param account who
     * @param coupons which
     * @return those that the person was given
     */
    @Transactional(readOnly = true)
    public Set<CouponId> had(AccountId account, Collection<CouponId> coupons) {
        return this.issued.had(account, coupons);
    }

    /**
     * Finds the one that a person was given of a coupon.
     * @param account whose
     * @param coupon of which coupon
     * @return names it
     * @throws CouponNotFound if the person has none
     */
    @Transactional(readOnly = true)
    public IssuedCouponId issued(AccountId account, CouponId coupon) {
        return this.issued.find(account, coupon).orElseThrow(CouponNotFound::new);
    }

    /**
     * Gives a coupon, first come, first served: never more than there are, one to each
     * person, and never refused while some are left. When this returns, the coupon is the
     * person's for good.
     * @param account who
     * @param coupon which
     * @return the person's coupon
     * @throws CouponNotFound if there is none, or it needs a code
     * @throws CouponNotOpen if its time has not come or is over, or staff ended it
     * @throws CouponAlreadyIssued if the person has one
     * @throws CouponExhausted if all have been given
     * @throws io.ticketblue.shared.Overloaded if too many people wait already
     * @throws io.ticketblue.shared.TooManyRequests if another claim of the person is
     * under way
     */
    public IssuedCoupon issue(AccountId account, CouponId coupon) {
        return issue(new IssueClaim(coupon.value(), account.value(), Way.LIST), new CouponNotFound());
    }

    /**
     * Gives the coupon that has a code, by the same rules.
     * @param account who
     * @param code what the person typed; case and blanks around it do not matter
     * @return the person's coupon
     * @throws CouponCodeUnknown if no coupon has this code
     * @throws io.ticketblue.shared.TooManyFailures after 20 unknown codes in 15 minutes
     * @throws CouponNotOpen if its time has not come or is over, or staff ended it
     * @throws CouponAlreadyIssued if the person has one
     * @throws CouponExhausted if all have been given
     * @throws io.ticketblue.shared.Overloaded if too many people wait already
     * @throws io.ticketblue.shared.TooManyRequests if another claim of the person is
     * under way
     */
    public IssuedCoupon issue(AccountId account, String code) {
        this.wrongCodes.count(account.toString()).ifPresent((wait) -> {
            throw new TooManyFailures(wait);
        });
        CouponId coupon = this.table.withCode(code).orElseThrow(CouponCodeUnknown::new);
        this.wrongCodes.takeBack(account.toString());
        return issue(new IssueClaim(coupon.value(), account.value(), Way.CODE), new CouponCodeUnknown());
    }

    private IssuedCoupon issue(IssueClaim claim, RuntimeException unknown) {
        return switch (this.underWay.run(claim.account(), claim, () -> this.issuing.issue(claim))) {
            case IssueClaim.Given given -> given.coupon();
            case IssueClaim.Refused refused -> throw switch (refused) {
                case UNKNOWN -> unknown;
                case HAS_ONE -> new CouponAlreadyIssued();
                case NOT_OPEN -> new CouponNotOpen();
                case EXHAUSTED -> new CouponExhausted();
            };
        };
    }

    /**
     * Shows a coupon that somebody was given, used or not.
     * @return the coupon
     * @throws CouponNotFound if the person has no such coupon
     */
    @Transactional(readOnly = true)
    public IssuedCouponView issued(AccountId account, IssuedCouponId coupon) {
        return this.issued.find(account, coupon).orElseThrow(CouponNotFound::new);
    }

    /**
     * Lists all that a person was given, newest first.
     * @param account whose
     * @param paging which part
     * @return usable, used and expired coupons
     */
    @Transactional(readOnly = true)
    public Page<IssuedCouponView> issued(AccountId account, Paging paging) {
        return this.issued.of(account, paging);
    }

    /**
     * Lists a person's unused coupons that have not expired, with what each would take
     * off a purchase. Those that do not apply are there too and say why.
     * @param buyer whose
     * @param purchase for what
     * @return the largest discount first
     */
    @Transactional(readOnly = true)
    public List<UsableCoupon> usable(AccountId buyer, CouponPurchase purchase) {
        return this.redemptions.usable(buyer, purchase);
    }

    /**
     * Says what a coupon would take off: never more than the tickets cost, and so much
     * less that nothing or at least 100 won are left to pay.
     * @param buyer whose
     * @param id which
     * @param purchase for what
     * @return more than 0 won
     * @throws CouponNotFound if the person has no such coupon
     * @throws CouponAlreadyUsed if it was used
     * @throws CouponExpired if its time is over
     * @throws CouponNotApplicable if it is not for this purchase
     */
    @Transactional(readOnly = true)
    public Money discount(AccountId buyer, IssuedCouponId id, CouponPurchase purchase) {
        return this.redemptions.discount(buyer, id, purchase);
    }

    /**
     * Uses a coupon, in the caller's transaction. Saying it again for the same purchase
     * gives the same answer and changes nothing.
     * @param buyer whose
     * @param id which
     * @param purchase for what
     * @param reference what the purchase is known by
     * @return what the coupon takes off, as {@link #discount} says
     * @throws CouponNotFound if the person has no such coupon
     * @throws CouponAlreadyUsed if it was used for something else
     * @throws AnotherCouponUsed if another coupon was used for the same purchase
     * @throws CouponExpired if its time is over
     * @throws CouponNotApplicable if it is not for this purchase
     */
    @Transactional
    public Money redeem(AccountId buyer, IssuedCouponId id, CouponPurchase purchase, long reference) {
        return this.redemptions.redeem(buyer, id, purchase, reference);
    }

    /**
     * Makes the coupons of purchases that came to nothing unused again, in the caller's
     * transaction. They can be used until they expire, as if nothing had been. Saying it
     * again changes nothing.
     * @param references what the purchases are known by; those without coupon do not
     * matter
     */
    @Transactional
    public void release(Collection<Long> references) {
        this.issued.release(references);
    }

    /**
     * Finds the coupon that was used for a purchase.
     * @param reference what the purchase is known by
     * @return the coupon, if one was used
     */
    @Transactional(readOnly = true)
    public Optional<IssuedCouponView> redeemedFor(long reference) {
        return this.issued.redeemedFor(reference);
    }

}
