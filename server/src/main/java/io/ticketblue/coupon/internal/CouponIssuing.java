package io.ticketblue.coupon.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
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
import io.ticketblue.shared.GroupCommit;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
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
 */
@Component
public class CouponIssuing {

    private static final int MOST_ATTEMPTS = 5;

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
        this.groups = new GroupCommit<>(settings.issueGroup(), settings.issueQueue(), settings.issueWorkers(),
                this::decideInTransaction);
    }

    /**
     * Gives a coupon; the outcome is durable when it is returned.
     * @param claim who wants what
     * @return what became of it
     * @throws io.ticketblue.shared.Overloaded if too many wait already; nothing was given
     */
    public Outcome issue(IssueClaim claim) {
        Refused known = this.memory.refusal(claim.coupon());
        return (known != null) ? known : this.groups.submit(claim);
    }

    private List<Outcome> decideInTransaction(List<IssueClaim> group) {
        for (int attempt = 1;; attempt++) {
            try {
                long moment = this.memory.moment();
                Decided decided = Objects.requireNonNull(this.transaction.execute((status) -> decide(group)));
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

    private Decided decide(List<IssueClaim> group) {
        Instant began = this.clock.instant();
        Map<Long, List<IssueClaim>> byCoupon = new TreeMap<>();
        group.forEach((claim) -> byCoupon.computeIfAbsent(claim.coupon(), (id) -> new ArrayList<>()).add(claim));
        List<Stock> stocks = new ArrayList<>();
        Map<Long, List<Outcome>> outcomes = new HashMap<>();
        byCoupon.forEach((coupon, claims) -> outcomes.put(coupon, decide(coupon, claims, stocks)));
        Map<Long, Integer> next = new HashMap<>();
        return new Decided(group.stream()
            .map((claim) -> Objects.requireNonNull(outcomes.get(claim.coupon()))
                .get(next.merge(claim.coupon(), 1, Integer::sum) - 1))
            .toList(), stocks, began);
    }

    private List<Outcome> decide(long coupon, List<IssueClaim> claims, List<Stock> stocks) {
        Stock stock = this.rows.lock(coupon).orElse(null);
        if (stock == null) {
            return claims.stream().<Outcome>map((claim) -> Refused.UNKNOWN).toList();
        }
        // Read after the lock: whoever waited for it decides by a clock that has moved
        // on.
        Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
        Set<Long> accounts = claims.stream().map(IssueClaim::account).collect(Collectors.toSet());
        IssueDecisions decisions = new IssueDecisions(stock, this.rows.having(coupon, accounts), now);
        List<@Nullable Refused> refusals = new ArrayList<>();
        claims.forEach((claim) -> refusals.add(decisions.decide(claim)));
        Map<Long, IssuedCoupon> given = give(stock, decisions.given(), now);
        stocks.add(stock.after(given.size()));
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            Refused refusal = refusals.get(i);
            outcomes.add((refusal != null) ? refusal
                    : new Given(Objects.requireNonNull(given.get(claims.get(i).account()))));
        }
        return outcomes;
    }

    private Map<Long, IssuedCoupon> give(Stock stock, Set<Long> accounts, Instant now) {
        Map<Long, IssuedCoupon> given = new HashMap<>();
        if (accounts.isEmpty()) {
            return given;
        }
        Instant expiresAt = now.plus(Duration.ofDays(stock.validDays()));
        this.rows.give(stock.id(), accounts, now, expiresAt).forEach((account, number) -> {
            IssuedCoupon coupon = new IssuedCoupon(IssuedCouponId.of(number), CouponId.of(stock.id()), expiresAt);
            given.put(account, coupon);
            if (stock.way() == Way.WELCOME) {
                this.events
                    .publishEvent(new CouponIssued(coupon.id(), coupon.couponId(), AccountId.of(account), expiresAt));
            }
        });
        return given;
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
