package io.ticketblue.review.moderation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.Together;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.closing.AccountClosings;
import io.ticketblue.review.ReviewDraft;
import io.ticketblue.review.ReviewId;
import io.ticketblue.review.ReviewScene;
import io.ticketblue.review.ReviewScene.Played;
import io.ticketblue.review.ReviewScene.Visitor;
import io.ticketblue.review.Reviews;
import io.ticketblue.shared.AuditTrail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Reports that come at the same time, and while the reader closes the account. */
@IntegrationTest
class ReportRacesIntegrationTests {

    private static final String TEXT = "두 번째 막이 특히 좋았습니다.";

    @Autowired
    private Reviews reviews;

    @Autowired
    private ReviewReports reports;

    @Autowired
    private Accounts accounts;

    @Autowired
    private AccountClosings closings;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private ReportSettings settings;

    @Autowired
    private Clock clock;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcTemplate jdbc;

    private Visitor author;

    private ReviewId review;

    private AccountId reader;

    @BeforeEach
    void createReview(@Autowired ApplicationContext application) {
        ReviewScene scene = ReviewScene.in(application);
        Played played = scene.played(1);
        this.author = played.visitors().getFirst();
        this.review = this.reviews
            .post(this.author.person(), played.performance(), this.author.reservation(), new ReviewDraft(1, TEXT))
            .id();
        this.reader = scene.person();
    }

    @Test
    void takesOneOfManyReportsOfTheSameReader() {
        assertThat(together()).filteredOn((taken) -> taken).hasSize(1);
        assertThat(reportsOfReader()).isOne();
    }

    @Test
    void takesOneOfManyMoreAfterTheReviewHasChanged() {
        this.reports.report(this.reader, this.review, "광고");
        this.reports.dismiss(this.review, null, null);
        this.reviews.change(this.author.person(), this.review, new ReviewDraft(1, TEXT + " www.example.com"));
        assertThat(together()).filteredOn((taken) -> taken).hasSize(1);
        assertThat(reportsOfReader()).isOne();
    }

    @Test
    void takesSeveralWithoutTheUniqueKey() {
        this.jdbc.execute("ALTER TABLE review_report ADD INDEX ix_review_report_control (review_id), "
                + "DROP INDEX uk_review_report_one_per_person");
        try {
            assertThat(together()).filteredOn((taken) -> taken).hasSizeGreaterThan(1);
        }
        finally {
            this.jdbc.update("DELETE FROM review_report WHERE review_id = ?", this.review.value());
            this.jdbc.execute("ALTER TABLE review_report "
                    + "ADD CONSTRAINT uk_review_report_one_per_person UNIQUE (review_id, account_id), "
                    + "DROP INDEX ix_review_report_control");
        }
    }

    private List<Boolean> together() {
        return Together.run(8, () -> {
            try {
                this.reports.report(this.reader, this.review, "광고");
                return true;
            }
            catch (AlreadyReported ex) {
                return false;
            }
        });
    }

    @Test
    void makesTheClosingOfTheReadersAccountWaitForAReport() {
        reportWhileTheAccountIsClosed(false);
        assertThat(reportsOfReader()).isZero();
        assertThat(allReports()).isOne();
    }

    @Test
    void makesItWaitAlsoForAReportThatReplacesAnother() {
        this.reports.report(this.reader, this.review, "광고");
        this.reports.dismiss(this.review, null, null);
        this.reviews.change(this.author.person(), this.review, new ReviewDraft(1, TEXT + " www.example.com"));
        reportWhileTheAccountIsClosed(false);
        assertThat(reportsOfReader()).isZero();
        assertThat(allReports()).isOne();
    }

    @Test
    void deadlocksOrKeepsTheReporterOfAClosedAccountWithoutTheLock() {
        long before = deadlocks();
        try {
            reportWhileTheAccountIsClosed(true);
        }
        catch (CannotAcquireLockException ex) {
            assertThat(ex).hasMessageContaining("Deadlock");
        }
        assertThat(deadlocks() > before || reportsOfReader() == 1).isTrue();
    }

    /** Closing tries again after a deadlock, so its own is seen only here. */
    private long deadlocks() {
        return JdbcClient.create(this.jdbc)
            .sql("SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS"
                    + " WHERE VARIABLE_NAME = 'INNODB_DEADLOCKS'")
            .query(Long.class)
            .single();
    }

    private void reportWhileTheAccountIsClosed(boolean withoutLock) {
        CompletableFuture<Boolean> closing = new CompletableFuture<>();
        ReportRepository halted = new HaltedReports(JdbcClient.create(this.jdbc), () -> {
            closing.completeAsync(() -> {
                this.closings.close(this.reader, ApiClient.PASSWORD);
                return true;
            });
            await().until(() -> closing.isDone() || waitingForLocks() > 0);
        });
        ReviewReports variant = new ReviewReports(halted, this.accounts, this.trail, this.settings, this.clock) {

            @Override
            void lockPerson(AccountId person) {
                if (!withoutLock) {
                    super.lockPerson(person);
                }
            }

        };
        this.transaction.executeWithoutResult((status) -> variant.report(this.reader, this.review, "광고"));
        assertThat(closing.join()).isTrue();
    }

    private int waitingForLocks() {
        return count("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'");
    }

    private int reportsOfReader() {
        return count("SELECT COUNT(*) FROM review_report WHERE review_id = ? AND account_id = ?", this.review.value(),
                this.reader.value());
    }

    private int allReports() {
        return count("SELECT COUNT(*) FROM review_report WHERE review_id = ?", this.review.value());
    }

    private int count(String query, Object... params) {
        Integer count = this.jdbc.queryForObject(query, Integer.class, params);
        return (count != null) ? count : -1;
    }

    /** Something happens once, before a report is inserted. */
    private static final class HaltedReports extends ReportRepository {

        private final Runnable before;

        private boolean halted;

        HaltedReports(JdbcClient sql, Runnable before) {
            super(sql);
            this.before = before;
        }

        @Override
        long insert(ReviewId review, AccountId person, String reason, Instant at) {
            if (!this.halted) {
                this.halted = true;
                this.before.run();
            }
            return super.insert(review, person, reason, at);
        }

    }

}
