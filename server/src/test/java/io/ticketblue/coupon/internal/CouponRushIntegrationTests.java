package io.ticketblue.coupon.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.StandingClock;
import io.ticketblue.Together;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.coupon.internal.IssueClaim.Given;
import io.ticketblue.coupon.internal.IssueClaim.Outcome;
import io.ticketblue.coupon.internal.IssueClaim.Refused;
import io.ticketblue.coupon.internal.IssueClaim.Way;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Unavailable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Crowds that want the same coupon at the same time, served by two nodes on one database.
 * The rushes are run a second time without the guard, which must be found out.
 */
@CouponTest
class CouponRushIntegrationTests {

    private static final CouponSettings SMALL_GROUPS = new CouponSettings(16, 2, 20_000, Duration.ofSeconds(8),
            Duration.ofSeconds(1));

    @Autowired
    private CouponBox box;

    @Autowired
    private CouponAdmin admin;

    @Autowired
    private CouponIssuing oneNode;

    @Autowired
    private IssueRows rows;

    @Autowired
    private StandingClock clock;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private JdbcTemplate jdbc;

    private CouponIssuing otherNode;

    @BeforeEach
    void startAnotherNode() {
        this.otherNode = node(this.transactions);
    }

    @Test
    void givesEachOfAHundredCouponsOnceToAThousandPeople() {
        CouponId coupon = this.box.coupon(100);
        List<Outcome> outcomes = rush(claims(coupon, this.box.people(1_000)));
        assertThat(given(outcomes)).hasSize(100).doesNotHaveDuplicates();
        assertThat(outcomes).filteredOn((outcome) -> !(outcome instanceof Given))
            .hasSize(900)
            .containsOnly(Refused.EXHAUSTED);
        assertThat(this.box.rows(coupon)).isEqualTo(100);
        assertThat(this.box.counted(coupon)).isEqualTo(100);
    }

    @Test
    void findsMoreCouponsThanThereAreWithoutTheGuard() {
        CouponId coupon = this.box.coupon(100);
        UnguardedIssuing unguarded = new UnguardedIssuing(this.jdbc);
        List<CouponIssuing> nodes = List.of(node(this.transactions, unguarded), node(this.transactions, unguarded));
        List<IssueClaim> claims = claims(coupon, this.box.people(300));
        Iterator<IssueClaim> next = new ConcurrentLinkedQueue<>(claims).iterator();
        Together.run(300, () -> {
            IssueClaim claim = next(next);
            return nodes.get((int) (claim.account() % 2)).issue(claim);
        });
        assertThat(this.box.rows(coupon)).isGreaterThan(100);
    }

    @Test
    void refusesNobodyWhileSomeAreLeft() {
        CouponId coupon = this.box.coupon(400);
        List<Outcome> outcomes = rush(claims(coupon, this.box.people(400)));
        assertThat(outcomes).allMatch((outcome) -> outcome instanceof Given);
        assertThat(this.box.rows(coupon)).isEqualTo(400);
        assertThat(this.box.counted(coupon)).isEqualTo(400);
    }

    @Test
    void givesOneToEachPersonHoweverOftenAndWhereverSheAsks() {
        CouponId coupon = this.box.coupon(1_000);
        List<IssueClaim> claims = new ArrayList<>();
        this.box.people(40).forEach((person) -> claims.addAll(Collections.nCopies(10, claim(coupon, person))));
        Collections.shuffle(claims, new Random(7));
        List<Outcome> outcomes = rush(claims);
        assertThat(given(outcomes)).hasSize(40);
        assertThat(outcomes).filteredOn((outcome) -> !(outcome instanceof Given))
            .hasSize(360)
            .containsOnly(Refused.HAS_ONE);
        assertThat(this.box.rows(coupon)).isEqualTo(40);
        assertThat(this.box.counted(coupon)).isEqualTo(40);
    }

    @Test
    void tellsEverybodyTheNumberOfTheirOwnCoupon() {
        CouponId coupon = this.box.coupon(1_000);
        Iterator<IssueClaim> next = new ConcurrentLinkedQueue<>(claims(coupon, this.box.people(200))).iterator();
        List<Boolean> own = Together.run(200, () -> {
            IssueClaim claim = next(next);
            CouponIssuing node = (claim.account() % 2 == 0) ? this.oneNode : this.otherNode;
            return node.issue(claim) instanceof Given given && Long.valueOf(claim.account())
                .equals(this.jdbc.queryForObject("SELECT account_id FROM issued_coupon WHERE id = ?", Long.class,
                        given.coupon().id().value()));
        });
        assertThat(own).containsOnly(true);
    }

    @Test
    void givesNoSecondOneToWhoHasOneFromAnotherNode() {
        CouponId coupon = this.box.coupon(100);
        List<AccountId> people = this.box.people(3);
        assertThat(this.oneNode.issue(claim(coupon, people.get(0)))).isInstanceOf(Given.class);
        assertThat(this.otherNode.issue(claim(coupon, people.get(1)))).isInstanceOf(Given.class);
        assertThat(this.oneNode.issue(claim(coupon, people.get(1)))).isEqualTo(Refused.HAS_ONE);
        assertThat(this.oneNode.issue(claim(coupon, people.get(2)))).isInstanceOf(Given.class);
        assertThat(this.box.rows(coupon)).isEqualTo(this.box.counted(coupon)).isEqualTo(3);
    }

    @Test
    void givesNothingThatStaffEndedOnAnotherNode() {
        CouponId coupon = this.box.coupon(100);
        assertThat(this.otherNode.issue(claim(coupon, this.box.person()))).isInstanceOf(Given.class);
        this.admin.end(coupon);
        assertThat(this.otherNode.issue(claim(coupon, this.box.person()))).isEqualTo(Refused.NOT_OPEN);
        assertThat(this.box.rows(coupon)).isEqualTo(this.box.counted(coupon)).isEqualTo(1);
    }

    @Test
    void meetsTheUniqueKeyWithoutTheGuard() {
        CouponId coupon = this.box.coupon(1_000);
        AccountId person = this.box.person();
        UnguardedIssuing unguarded = new UnguardedIssuing(this.jdbc);
        List<Boolean> answers = Together.run(2, () -> {
            try {
                return node(this.transactions, unguarded).issue(claim(coupon, person)) instanceof Given;
            }
            catch (DuplicateKeyException ex) {
                return false;
            }
        });
        assertThat(answers).containsExactlyInAnyOrder(true, false);
        assertThat(this.box.rows(coupon)).isEqualTo(1);
    }

    @Test
    void keepsCouponsApartThatShareATransaction() {
        List<CouponId> coupons = List.of(this.box.coupon(10), this.box.coupon(20), this.box.coupon(30));
        List<IssueClaim> claims = new ArrayList<>();
        for (AccountId person : this.box.people(40)) {
            coupons.forEach((coupon) -> claims.add(claim(coupon, person)));
        }
        assertThat(given(rush(claims))).hasSize(60);
        assertThat(coupons).extracting(this.box::rows).containsExactly(10, 20, 30);
        assertThat(coupons).extracting(this.box::counted).containsExactly(10, 20, 30);
    }

    @Test
    void tellsNobodyOfSuccessWithoutARowWhenTransactionsAreLost() {
        CouponId coupon = this.box.coupon(120);
        FaultyCommits faulty = new FaultyCommits(this.transactions, true);
        CouponIssuing node = node(faulty);
        Set<Long> told = ConcurrentHashMap.newKeySet();
        Iterator<AccountId> people = new ConcurrentLinkedQueue<>(this.box.people(200)).iterator();
        Together.run(200, () -> {
            AccountId person = next(people);
            if (outcome(node, claim(coupon, person)) instanceof Given) {
                told.add(person.value());
            }
            return person;
        });
        Set<Long> having = new HashSet<>(this.jdbc
            .queryForList("SELECT account_id FROM issued_coupon WHERE coupon_id = ?", Long.class, coupon.value()));
        assertThat(faulty.faults()).isPositive();
        assertThat(told).isNotEmpty();
        assertThat(having).containsAll(told).hasSizeLessThanOrEqualTo(120);
        assertThat(this.box.counted(coupon)).isEqualTo(having.size());
    }

    @Test
    void refusesFromMemoryOnceNothingIsLeft() {
        CouponId coupon = this.box.coupon(1);
        FaultyCommits counted = new FaultyCommits(this.transactions, false);
        CouponIssuing node = node(counted);
        assertThat(node.issue(claim(coupon, this.box.person()))).isInstanceOf(Given.class);
        int before = counted.begun();
        for (int i = 0; i < 50; i++) {
            assertThat(node.issue(new IssueClaim(coupon.value(), 1, Way.LIST))).isEqualTo(Refused.EXHAUSTED);
        }
        assertThat(counted.begun()).isEqualTo(before);
        this.clock.advance(Duration.ofSeconds(2));
        assertThat(node.issue(claim(coupon, this.box.person()))).isEqualTo(Refused.EXHAUSTED);
        assertThat(counted.begun()).isEqualTo(before + 1);
    }

    @Test
    void givesAgainAtOnceWhenStaffAddSomeAndOnOtherNodesSoon() {
        SaveCoupon plan = this.box.plan(1);
        CouponId coupon = this.admin.create(plan);
        assertThat(this.oneNode.issue(claim(coupon, this.box.person()))).isInstanceOf(Given.class);
        assertThat(this.oneNode.issue(claim(coupon, this.box.person()))).isEqualTo(Refused.EXHAUSTED);
        assertThat(this.otherNode.issue(claim(coupon, this.box.person()))).isEqualTo(Refused.EXHAUSTED);
        this.admin.change(coupon, withQuantity(plan, 3), null);
        assertThat(this.oneNode.issue(claim(coupon, this.box.person()))).isInstanceOf(Given.class);
        this.clock.advance(Duration.ofMillis(1_001));
        assertThat(this.otherNode.issue(claim(coupon, this.box.person()))).isInstanceOf(Given.class);
        assertThat(this.box.rows(coupon)).isEqualTo(3);
    }

    @Test
    void keepsStaffFromGoingBelowWhatARushGives() {
        SaveCoupon plan = this.box.plan(200);
        CouponId coupon = this.admin.create(plan);
        List<IssueClaim> claims = claims(coupon, this.box.people(200));
        Semaphore first = new Semaphore(1);
        Iterator<IssueClaim> next = new ConcurrentLinkedQueue<>(claims).iterator();
        Together.run(201, () -> first.tryAcquire() ? reduce(coupon, plan) : this.otherNode.issue(next(next)));
        int quantity = this.admin.coupon(coupon).quantity();
        assertThat(this.box.rows(coupon)).isEqualTo(this.box.counted(coupon)).isEqualTo(quantity);
    }

    private Outcome reduce(CouponId coupon, SaveCoupon plan) {
        int issued = this.admin.coupon(coupon).issued();
        try {
            this.admin.change(coupon, withQuantity(plan, Math.min(200, issued + 20)), null);
        }
        catch (InvalidRequest ex) {
            assertThat(ex.fields()).extracting("name").containsExactly("quantity");
        }
        return Refused.UNKNOWN;
    }

    private CouponIssuing node(PlatformTransactionManager itsTransactions) {
        return node(itsTransactions, this.rows);
    }

    private CouponIssuing node(PlatformTransactionManager itsTransactions, IssueRows itsRows) {
        return new CouponIssuing(itsRows, new IssueMemory(this.clock, SMALL_GROUPS), this.clock, SMALL_GROUPS,
                itsTransactions, this.events, new SimpleMeterRegistry());
    }

    private List<Outcome> rush(List<IssueClaim> claims) {
        Iterator<IssueClaim> next = new ConcurrentLinkedQueue<>(claims).iterator();
        return Together.run(claims.size(), () -> {
            IssueClaim claim = next(next);
            return ((Thread.currentThread().threadId() % 2 == 0) ? this.oneNode : this.otherNode).issue(claim);
        });
    }

    private static @Nullable Outcome outcome(CouponIssuing node, IssueClaim claim) {
        try {
            return node.issue(claim);
        }
        catch (Unavailable ex) {
            return null;
        }
    }

    private static <T> T next(Iterator<T> all) {
        synchronized (all) {
            return all.next();
        }
    }

    private static List<IssueClaim> claims(CouponId coupon, List<AccountId> people) {
        return people.stream().map((person) -> claim(coupon, person)).toList();
    }

    private static IssueClaim claim(CouponId coupon, AccountId person) {
        return new IssueClaim(coupon.value(), person.value(), Way.LIST);
    }

    private static List<Outcome> given(List<Outcome> outcomes) {
        return outcomes.stream().filter((outcome) -> outcome instanceof Given).toList();
    }

    private static SaveCoupon withQuantity(SaveCoupon plan, int quantity) {
        return new SaveCoupon(plan.name(), plan.type(), plan.value(), quantity, plan.issueFrom(), plan.issueUntil(),
                plan.validDays(), plan.maxDiscount(), plan.minAmount(), plan.performanceId(), plan.category(),
                plan.code(), plan.welcome());
    }

}
