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

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
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
 * While there is plenty, nothing needs to be found out: the group counts under the
 * condition that the coupon is as the last group left it, and the unique key tells if
 * somebody has one already. Only then, or near the end, does it look first.
 */
@Component
public class CouponIssuing {

    private static final int MOST_ATTEMPTS = 5;

    /** People of a crowd who ask in turn come back within a small part of a commit. */
    private static final double PATIENCE = 0.125;

    private final IssueRows rows;

    private final IssueMemory memory;

    private final Clock clock;

    private final ApplicationEventPublisher events;

    private final TransactionTemplate transaction;

    private final GroupCommit<IssueClaim, Outcome> groups;

    /**
     * Creates the issuing of one node.
     * @param rows the statements
     * @param memory what the node remembers
     * @param clock tells whether a coupon is open
     * @param settings how many claims share a transaction
     * @param transactions runs the transactions
     * @param events hears of coupons that people did not ask for
     */
    public CouponIssuing(IssueRows rows, IssueMemory memory, Clock clock, CouponSettings settings,
            PlatformTransactionManager transactions, ApplicationEventPublisher events) {
        this.rows = rows;
        this.memory = memory;
        this.clock = clock;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.groups = new GroupCommit<>(settings.issueGroup(), settings.issueQueue(), settings.issueWorkers(), PATIENCE,
                this::decideInTransaction);
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

    private List<Outcome> decideInTransaction(List<IssueClaim> group) {
        boolean trusting = true;
        for (int attempt = 1;; attempt++) {
            try {
                return decideInTransaction(group, trusting);
            }
            catch (Mistaken | DuplicateKeyException ex) {
                // Somebody has one, or it has ended, and nothing was written.
                if (!trusting) {
                    throw ex;
                }
                trusting = false;
                group.forEach((claim) -> this.memory.surprised(claim.coupon()));
            }
            catch (PessimisticLockingFailureException ex) {
                // Another transaction was in the way, and nothing was written.
                if (attempt == MOST_ATTEMPTS) {
                    throw ex;
                }
            }
        }
    }

    private List<Outcome> decideInTransaction(List<IssueClaim> group, boolean trusting) {
        long moment = this.memory.moment();
        Decided decided = Objects.requireNonNull(this.transaction.execute((status) -> decide(group, trusting)));
        decided.stocks().forEach((stock) -> this.memory.remember(stock, decided.at(), moment));
        return decided.outcomes();
    }

    private Decided decide(List<IssueClaim> group, boolean trusting) {
        Instant began = this.clock.instant();
        Map<Long, List<IssueClaim>> byCoupon = new TreeMap<>();
        group.forEach((claim) -> byCoupon.computeIfAbsent(claim.coupon(), (id) -> new ArrayList<>()).add(claim));
        List<Stock> stocks = new ArrayList<>();
        Map<Long, Iterator<Outcome>> outcomes = new HashMap<>();
        byCoupon.forEach((coupon, claims) -> {
            Stock plenty = trusting ? plenty(coupon, claims) : null;
            outcomes.put(coupon,
                    ((plenty != null) ? giveToAll(plenty, claims, stocks) : decide(coupon, claims, stocks)).iterator());
        });
        return new Decided(
                group.stream().map((claim) -> Objects.requireNonNull(outcomes.get(claim.coupon())).next()).toList(),
                stocks, began);
    }

    /** The coupon, counted and locked, if there is one for each and more. */
    private @Nullable Stock plenty(long coupon, List<IssueClaim> claims) {
        Stock known = this.memory.latest(coupon);
        if (known == null || known.remaining() <= claims.size() || !known.open(this.clock.instant())
                || claims.stream().anyMatch((claim) -> claim.way() != known.way())
                || accounts(claims).size() < claims.size()) {
            return null;
        }
        return this.rows.countIfUnchanged(known, claims.size()) ? known : null;
    }

    private List<Outcome> giveToAll(Stock stock, List<IssueClaim> claims, List<Stock> stocks) {
        Instant now = now();
        if (!stock.open(now)) {
            throw new Mistaken();
        }
        Map<Long, IssuedCoupon> given = give(stock, accounts(claims), now);
        stocks.add(stock.after(given.size()));
        return claims.stream().<Outcome>map((claim) -> given(given, claim)).toList();
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
        Map<Long, IssuedCoupon> given = new HashMap<>();
        if (accounts.isEmpty()) {
            return given;
        }
        Instant expiresAt = now.plus(Duration.ofDays(stock.validDays()));
        this.rows.give(stock, accounts, now, expiresAt).forEach((account, number) -> {
            IssuedCoupon coupon = new IssuedCoupon(IssuedCouponId.of(number), CouponId.of(stock.id()), expiresAt);
            given.put(account, coupon);
            if (stock.way() == Way.WELCOME) {
                this.events
                    .publishEvent(new CouponIssued(coupon.id(), coupon.couponId(), AccountId.of(account), expiresAt));
            }
        });
        return given;
    }

    private static Given given(Map<Long, IssuedCoupon> given, IssueClaim claim) {
        return new Given(Objects.requireNonNull(given.get(claim.account())));
    }

    private static Set<Long> accounts(List<IssueClaim> claims) {
        return claims.stream().map(IssueClaim::account).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The coupon was not open any more when the lock was there. */
    private static final class Mistaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

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
