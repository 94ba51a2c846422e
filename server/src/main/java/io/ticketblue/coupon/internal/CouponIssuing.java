package io.ticketblue.coupon.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.CouponIssued;
import io.ticketblue.coupon.IssuedCoupon;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.coupon.internal.IssueClaim.Given;
import io.ticketblue.coupon.internal.IssueClaim.Outcome;
import io.ticketblue.coupon.internal.IssueClaim.Refused;
import io.ticketblue.coupon.internal.IssueClaim.Stock;
import io.ticketblue.coupon.internal.IssueClaim.Way;
import io.ticketblue.coupon.internal.IssueRows.Locked;
import io.ticketblue.shared.client.ClientConnection;
import io.ticketblue.shared.groupcommit.GroupCommit;
import io.ticketblue.shared.groupcommit.GroupLimits;
import io.ticketblue.shared.groupcommit.GroupMember;
import io.ticketblue.shared.groupcommit.GroupMetrics;
import io.ticketblue.shared.groupcommit.GroupTransaction;
import io.ticketblue.shared.groupcommit.GroupWork;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Gives coupons first come, first served. Claims that arrive together share one
 * transaction: it locks the coupon, finds who has one, counts and writes as many as
 * remain. So one hot coupon costs a commit per group and not one per person, and whoever
 * is told of success has a row that is there for good. What cannot be had is refused from
 * memory.
 */
@Component
public class CouponIssuing {

    private final IssueRows rows;

    private final IssueMemory memory;

    private final Clock clock;

    private final ApplicationEventPublisher events;

    private final GroupTransaction transaction;

    private final GroupMetrics metrics;

    private final GroupCommit<IssueClaim, Outcome> groups;

    /**
     * Creates the issuing of one node.
     * @param rows the statements
     * @param memory what the node remembers
     * @param clock tells whether a coupon is open
     * @param settings how many claims share a transaction
     * @param transactions runs the transactions
     * @param events hears of coupons that people did not ask for
     * @param meters counts
     */
    public CouponIssuing(IssueRows rows, IssueMemory memory, Clock clock, CouponSettings settings,
            PlatformTransactionManager transactions, ApplicationEventPublisher events, MeterRegistry meters) {
        this.rows = rows;
        this.memory = memory;
        this.clock = clock;
        this.events = events;
        this.transaction = new GroupTransaction(transactions);
        this.metrics = new GroupMetrics(meters, "coupons");
        this.groups = new GroupCommit<>(new GroupLimits(settings.issueGroup(), settings.issueQueue(),
                settings.issueWorkers(), 1, settings.issueTimeout()), new Work(), this.metrics);
    }

    /**
     * Gives a coupon; the outcome is durable when it is returned.
     * @param claim who wants what
     * @return what became of it
     * @throws io.ticketblue.shared.Overloaded if too many wait already, or the deadline
     * passed in the queue; nothing was given
     * @throws io.ticketblue.shared.Unavailable if the transaction failed or the deadline
     * passed during it; the person may have the coupon
     */
    public Outcome issue(IssueClaim claim) {
        Refused known = this.memory.refusal(claim);
        Outcome outcome = (known != null) ? known : this.groups.submit(claim, ClientConnection.ofThisRequest());
        if (outcome instanceof Refused refused) {
            this.metrics.refused(refused.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return outcome;
    }

    private List<@Nullable Outcome> decideInTransaction(List<? extends GroupMember<IssueClaim>> group) {
        long moment = this.memory.moment();
        Decided decided = this.transaction.run(group, () -> decideEach(group));
        if (decided == null) {
            return Collections.nCopies(group.size(), null);
        }
        decided.stocks().forEach((stock) -> this.memory.remember(stock, decided.at(), moment));
        return decided.outcomes();
    }

    private Decided decideEach(List<? extends GroupMember<IssueClaim>> group) {
        Instant began = this.clock.instant();
        List<Boolean> waits = group.stream().map((member) -> !member.abandoned()).toList();
        Map<Long, List<IssueClaim>> byCoupon = new TreeMap<>();
        for (int i = 0; i < group.size(); i++) {
            if (waits.get(i)) {
                IssueClaim claim = group.get(i).request();
                byCoupon.computeIfAbsent(claim.coupon(), (id) -> new ArrayList<>()).add(claim);
            }
        }
        List<Stock> stocks = new ArrayList<>();
        Map<Long, Iterator<Outcome>> outcomes = new HashMap<>();
        byCoupon.forEach((coupon, claims) -> outcomes.put(coupon, decide(coupon, claims, stocks).iterator()));
        List<@Nullable Outcome> all = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            all.add(waits.get(i) ? Objects.requireNonNull(outcomes.get(group.get(i).request().coupon())).next() : null);
        }
        return new Decided(all, stocks, began);
    }

    private List<Outcome> decide(long coupon, List<IssueClaim> claims, List<Stock> stocks) {
        Locked locked = this.rows.lock(coupon, accounts(claims)).orElse(null);
        if (locked == null) {
            return claims.stream().<Outcome>map((claim) -> Refused.UNKNOWN).toList();
        }
        Instant now = now();
        IssueDecisions decisions = new IssueDecisions(locked.stock(), locked.having(), now);
        List<@Nullable Refused> refusals = new ArrayList<>();
        claims.forEach((claim) -> refusals.add(decisions.decide(claim)));
        if (!decisions.given().isEmpty()) {
            this.rows.count(coupon, decisions.given().size());
        }
        Map<Long, IssuedCoupon> given = give(locked.stock(), decisions.given(), now);
        stocks.add(locked.stock().after(given.size()));
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            Refused refusal = refusals.get(i);
            outcomes.add((refusal != null) ? refusal : given(given, claims.get(i)));
        }
        return outcomes;
    }

    /**
     * To be read after the lock: whoever waited for it decides by a clock that has moved
     * on.
     */
    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Map<Long, IssuedCoupon> give(Stock stock, Set<Long> accounts, Instant now) {
        if (accounts.isEmpty()) {
            return Map.of();
        }
        Instant expiresAt = expiry(stock, now);
        Map<Long, IssuedCoupon> given = coupons(stock, this.rows.give(stock, accounts, now, expiresAt), expiresAt);
        if (stock.way() == Way.WELCOME) {
            given.forEach((account, coupon) -> this.events
                .publishEvent(new CouponIssued(coupon.id(), coupon.couponId(), AccountId.of(account), expiresAt)));
        }
        return given;
    }

    private static Map<Long, IssuedCoupon> coupons(Stock stock, Map<Long, Long> numbers, Instant expiresAt) {
        Map<Long, IssuedCoupon> coupons = new HashMap<>();
        numbers.forEach((account, number) -> coupons.put(account,
                new IssuedCoupon(IssuedCouponId.of(number), CouponId.of(stock.id()), expiresAt)));
        return coupons;
    }

    private static Instant expiry(Stock stock, Instant now) {
        return now.plus(Duration.ofDays(stock.validDays()));
    }

    private static Given given(Map<Long, IssuedCoupon> given, IssueClaim claim) {
        return new Given(Objects.requireNonNull(given.get(claim.account())));
    }

    private static Set<Long> accounts(List<IssueClaim> claims) {
        return claims.stream().map(IssueClaim::account).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * What a transaction has decided.
     *
     * @param outcomes for each claim, in order; null for those that were given up
     * @param stocks how the coupons stand now
     * @param at when it began to look
     */
    private record Decided(List<@Nullable Outcome> outcomes, List<Stock> stocks, Instant at) {
    }

    private final class Work implements GroupWork<IssueClaim, Outcome> {

        @Override
        public Object lane(IssueClaim claim) {
            return claim.coupon();
        }

        @Override
        public List<@Nullable Outcome> commit(List<? extends GroupMember<IssueClaim>> group) {
            return decideInTransaction(group);
        }

    }

}
