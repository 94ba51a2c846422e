package io.ticketblue.coupon.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
import io.ticketblue.shared.GroupCommit;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives coupons first come, first served. Claims that arrive together share one
 * transaction: it locks the coupon, finds who has one, counts and writes as many as
 * remain. So one hot coupon costs a commit per group and not one per person, and whoever
 * is told of success has a row that is there for good. What cannot be had is refused from
 * memory.
 * <p>
 * While there is plenty, nothing needs to be found out: the group counts and writes under
 * the condition that the coupon is as the last group left it, and the unique key tells if
 * somebody has one already. Only then, or near the end, does it look first.
 */
@Component
public class CouponIssuing {

    private static final int MOST_ATTEMPTS = 5;

    /** Longer than the database lets a group wait for the coupon's row. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final IssueRows rows;

    private final IssueMemory memory;

    private final Clock clock;

    private final ApplicationEventPublisher events;

    private final TransactionTemplate transaction;

    private final GroupCommit<IssueClaim, Outcome> groups;

    private final Variant variant;

    /**
     * Creates the issuing of one node, as the benchmark compares it.
     * @param rows the statements
     * @param memory what the node remembers
     * @param clock tells whether a coupon is open
     * @param settings how many claims share a transaction
     * @param transactions runs the transactions
     * @param events hears of coupons that people did not ask for
     * @param variant how a group is formed and written
     */
    public CouponIssuing(IssueRows rows, IssueMemory memory, Clock clock, CouponSettings settings,
            PlatformTransactionManager transactions, ApplicationEventPublisher events, Variant variant) {
        this.rows = rows;
        this.memory = memory;
        this.clock = clock;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.variant = variant;
        this.groups = new GroupCommit<>(settings.issueGroup(), settings.issueQueue(), settings.issueWorkers(),
                variant.patience(), this::decide);
    }

    /**
     * Creates the issuing of one node.
     * @param rows the statements
     * @param memory what the node remembers
     * @param clock tells whether a coupon is open
     * @param settings how many claims share a transaction
     * @param transactions runs the transactions
     * @param events hears of coupons that people did not ask for
     */
    @Autowired
    public CouponIssuing(IssueRows rows, IssueMemory memory, Clock clock, CouponSettings settings,
            PlatformTransactionManager transactions, ApplicationEventPublisher events) {
        this(rows, memory, clock, settings, transactions, events, Variant.FAST_AND_PATIENT);
    }

    /**
     * Gives a coupon; the outcome is durable when it is returned.
     * @param claim who wants what
     * @return what became of it
     * @throws io.ticketblue.shared.Overloaded if too many wait already; nothing was given
     */
    public Outcome issue(IssueClaim claim) {
        Refused known = this.memory.refusal(claim);
        return (known != null) ? known : this.groups.submit(claim);
    }

    private List<Outcome> decide(List<IssueClaim> group) {
        List<Outcome> given = giveWhilePlenty(group);
        return (given != null) ? given : decideInTransaction(group);
    }

    /** Gives a coupon to all who want it; null if it is better to look first. */
    private @Nullable List<Outcome> giveWhilePlenty(List<IssueClaim> group) {
        long moment = this.memory.moment();
        Instant now = now();
        Set<Long> accounts = accounts(group);
        Stock known = this.memory.latest(group.getFirst().coupon());
        if (!this.variant.fastPath() || known == null || accounts.size() < group.size() || !plenty(known, group, now)) {
            return null;
        }
        Instant expiresAt = expiry(known, now);
        try {
            Map<Long, IssuedCoupon> given = coupons(known, this.rows.giveIfUnchanged(known, accounts, now, expiresAt),
                    expiresAt);
            this.memory.remember(known.after(group.size()), now, moment);
            return group.stream().<Outcome>map((claim) -> given(given, claim)).toList();
        }
        catch (DataIntegrityViolationException | PessimisticLockingFailureException ex) {
            // The coupon has changed, somebody has one, or another transaction was in the
            // way; nothing was written.
            this.memory.surprised(known.id());
            return null;
        }
    }

    /**
     * Whether there is plenty, of coupons and of time, for a group that wants the same
     * one. What people get without asking is announced in the transaction that gives it.
     */
    private static boolean plenty(Stock known, List<IssueClaim> group, Instant now) {
        return known.way() != Way.WELCOME && known.remaining() > group.size() && known.open(now)
                && known.open(now.plus(LONGEST_WAIT))
                && group.stream().allMatch((claim) -> claim.coupon() == known.id() && claim.way() == known.way());
    }

    private List<Outcome> decideInTransaction(List<IssueClaim> group) {
        for (int attempt = 1;; attempt++) {
            try {
                long moment = this.memory.moment();
                Decided decided = Objects.requireNonNull(this.transaction.execute((status) -> decideEach(group)));
                decided.stocks().forEach((stock) -> this.memory.remember(stock, decided.at(), moment));
                return decided.outcomes();
            }
            catch (PessimisticLockingFailureException ex) {
                // Another transaction was in the way, and nothing was written.
                if (attempt == MOST_ATTEMPTS) {
                    throw ex;
                }
            }
        }
    }

    private Decided decideEach(List<IssueClaim> group) {
        Instant began = this.clock.instant();
        Map<Long, List<IssueClaim>> byCoupon = new TreeMap<>();
        group.forEach((claim) -> byCoupon.computeIfAbsent(claim.coupon(), (id) -> new ArrayList<>()).add(claim));
        List<Stock> stocks = new ArrayList<>();
        Map<Long, Iterator<Outcome>> outcomes = new HashMap<>();
        byCoupon.forEach((coupon, claims) -> outcomes.put(coupon, decide(coupon, claims, stocks).iterator()));
        return new Decided(
                group.stream().map((claim) -> Objects.requireNonNull(outcomes.get(claim.coupon())).next()).toList(),
                stocks, began);
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

    /** How a group is formed and written. */
    public enum Variant {

        /** Always the transaction that locks the coupon first. */
        LOCKED(false, 0),

        /** The same, and groups wait for callers who were just answered. */
        LOCKED_AND_PATIENT(false, 0.125),

        /** One way to the database while there is plenty. */
        FAST(true, 0),

        /** Both. */
        FAST_AND_PATIENT(true, 0.125);

        private final boolean fastPath;

        private final double patience;

        Variant(boolean fastPath, double patience) {
            this.fastPath = fastPath;
            this.patience = patience;
        }

        boolean fastPath() {
            return this.fastPath;
        }

        double patience() {
            return this.patience;
        }

    }

    /**
     * What a transaction has decided.
     *
     * @param outcomes for each claim, in order
     * @param stocks how the coupons stand now
     * @param at when it began to look
     */
    private record Decided(List<Outcome> outcomes, List<Stock> stocks, Instant at) {
    }

}
