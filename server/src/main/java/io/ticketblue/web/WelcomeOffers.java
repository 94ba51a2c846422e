package io.ticketblue.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.closing.FormerAddresses;
import io.ticketblue.accounts.verification.EmailVerifications;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.coupon.CouponView;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.web.CouponPages.Titles;

import org.springframework.stereotype.Component;

/** What new people are told of the coupon that welcomes them. */
@Component
class WelcomeOffers {

    private final Coupons coupons;

    private final Catalog catalog;

    private final EmailVerifications verifications;

    private final FormerAddresses formerAddresses;

    WelcomeOffers(Coupons coupons, Catalog catalog, EmailVerifications verifications, FormerAddresses formerAddresses) {
        this.coupons = coupons;
        this.catalog = catalog;
        this.verifications = verifications;
        this.formerAddresses = formerAddresses;
    }

    /** What who signs up now can get. */
    Optional<Offer> toNewPeople() {
        return (this.verifications.isPossible() || this.verifications.isNeedless()) ? offer() : Optional.empty();
    }

    /** What a person can still get by verifying the address. */
    Optional<Offer> to(AccountView account) {
        return (this.verifications.isPossible() && !account.emailVerified() && account.role() == Role.USER
                && !this.formerAddresses.known(account.email()))
                        ? offer()
                            .filter((offer) -> this.coupons.had(account.id(), List.of(offer.coupon().id())).isEmpty())
                        : Optional.empty();
    }

    private Optional<Offer> offer() {
        return this.coupons.welcome().map((coupon) -> {
            List<PerformanceId> only = Stream.ofNullable(coupon.terms().performanceId())
                .map(PerformanceId::new)
                .toList();
            return new Offer(coupon, new Titles(this.catalog.cards(only)), this.verifications.isNeedless());
        });
    }

    /**
     * A coupon that can be had.
     *
     * @param titles of the performance that it is limited to, if it is
     * @param atOnce whether nothing but signing up is needed
     */
    record Offer(CouponView coupon, Titles titles, boolean atOnce) {
    }

}
