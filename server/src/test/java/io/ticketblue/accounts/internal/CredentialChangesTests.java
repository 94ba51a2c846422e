package io.ticketblue.accounts.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.ticketblue.StandingClock;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Role;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.database.FallbackReads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class CredentialChangesTests {

    private static final AccountId PERSON = AccountId.of(7);

    private static final AccountSettings SETTINGS = new AccountSettings("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            Duration.ofMinutes(15), Duration.ofDays(14));

    private final StandingClock clock = new StandingClock();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private final Database database = new Database(this.clock);

    private final Replica replica = new Replica();

    private final CredentialChanges changes = new CredentialChanges(this.database, this.replica, SETTINGS, this.clock,
            this.nanos::get);

    private final AccessTokens tokens = new AccessTokens(SETTINGS, this.changes, this.clock);

    private final CheckedTokens checked = new CheckedTokens(this.tokens.jwtDecoder(), this.changes, SETTINGS,
            this.clock);

    @BeforeEach
    void start() {
        this.changes.afterPropertiesSet();
    }

    @AfterEach
    void stop() {
        this.database.hangs.countDown();
        this.changes.destroy();
    }

    @Test
    void refusesATokenFromBeforeAChangeAsSoonAsItIsKnown() {
        String token = token(1);
        assertThat(who(token)).isEqualTo(PERSON);
        this.database.versions.put(PERSON, 2L);
        this.changes.noteOne();
        assertThat(who(token)).isNull();
        assertThat(who(token(2))).isEqualTo(PERSON);
    }

    @Test
    void takesATokenFromAfterAChangeThatWasNotReadYet() {
        this.database.versions.put(PERSON, 2L);
        this.changes.refresh();
        assertThat(this.changes.allow(PERSON, 3)).isTrue();
        assertThat(this.changes.allow(PERSON, 2)).isTrue();
        assertThat(this.changes.allow(PERSON, 1)).isFalse();
    }

    @Test
    void hearsOfAChangeOnAnotherNodeByItself() {
        String token = token(1);
        this.database.versions.put(PERSON, 2L);
        await().untilAsserted(() -> assertThat(who(token)).isNull());
    }

    @Test
    void refusesARememberedTokenThatHasExpired() {
        String token = token(1);
        assertThat(who(token)).isEqualTo(PERSON);
        this.clock.advance(Duration.ofMinutes(15).plusSeconds(1));
        this.changes.refresh();
        assertThat(who(token)).isNull();
    }

    @Test
    void checksTokensWithoutWaitingWhileTheDatabaseHangs() {
        String token = token(1);
        this.database.hanging = true;
        await().until(() -> this.database.waiting.get() == 1);
        for (int request = 0; request < 1_000; request++) {
            assertThat(who(token)).isEqualTo(PERSON);
        }
        assertThat(this.database.waiting).as("one reading is under way").hasValue(1);
    }

    @Test
    void triesAgainAfterAFailure() {
        this.database.failing = true;
        int before = this.database.asked.get();
        await().until(() -> this.database.asked.get() > before + 1);
        assertThat(who(token(1))).isEqualTo(PERSON);
        this.changes.noteOne();
        this.database.versions.put(PERSON, 2L);
        this.database.failing = false;
        await().untilAsserted(() -> assertThat(who(token(1))).isNull());
    }

    @Test
    void refusesTokensAsUnavailableWhenChangesWereNotReadForAMinute() {
        String token = token(1);
        assertThat(who(token)).isEqualTo(PERSON);
        this.database.failing = true;
        this.nanos.addAndGet(CredentialChanges.LONGEST_UNKNOWN.toNanos());
        assertThat(who(token)).isEqualTo(PERSON);
        this.nanos.incrementAndGet();
        for (String good : new String[] { token, token(1) }) {
            assertThatExceptionOfType(CheckedTokens.Unknown.class).isThrownBy(() -> authenticate(good))
                .satisfies((refusal) -> assertThat(refusal.problem()).isInstanceOf(Unavailable.class));
        }
        this.database.failing = false;
        await().untilAsserted(() -> assertThat(who(token)).isEqualTo(PERSON));
    }

    @Test
    void keepsTokensGoodByTheReplicaAndForgetsNoChangeThatItDoesNotKnow() {
        this.database.versions.put(PERSON, 2L);
        this.changes.refresh();
        this.replica.known = Map.of(AccountId.of(8), 5L);
        this.database.failing = true;
        this.nanos.addAndGet(CredentialChanges.LONGEST_UNKNOWN.toNanos() + 1);
        await().ignoreExceptionsInstanceOf(Unavailable.class)
            .untilAsserted(() -> assertThat(this.changes.allow(AccountId.of(8), 4)).isFalse());
        assertThat(this.changes.allow(AccountId.of(8), 5)).isTrue();
        assertThat(this.changes.allow(PERSON, 1)).isFalse();
        assertThat(this.changes.allow(PERSON, 2)).isTrue();
    }

    @Test
    void keepsTokensGoodWhenTheWallClockSteps() {
        String token = token(1);
        this.database.failing = true;
        this.clock.advance(Duration.ofMinutes(10));
        assertThat(who(token)).isEqualTo(PERSON);
    }

    @Test
    void refusesATokenOfAnotherKey() {
        AccountSettings others = new AccountSettings("b3RoZXIta2V5LW9mLW90aGVyLWxlbmd0aC10aGF0LWlzLW90aGVy",
                SETTINGS.accessTokenLife(), SETTINGS.refreshTokenLife());
        assertThat(who(new AccessTokens(others, this.changes, this.clock).issue(account(1)))).isNull();
        assertThat(who("rubbish")).isNull();
    }

    private String token(long version) {
        return this.tokens.issue(account(version));
    }

    private static StoredAccount account(long version) {
        return new StoredAccount(PERSON, "Blue", Role.USER, "-", version);
    }

    private @Nullable AccountId who(String token) {
        try {
            return authenticate(token).account();
        }
        catch (AuthenticationException ex) {
            return null;
        }
    }

    private TokenAuthentication authenticate(String token) {
        return (TokenAuthentication) this.checked.authenticate(new BearerTokenAuthenticationToken(token));
    }

    /** A replica that is there once it knows something. */
    private static final class Replica implements FallbackReads {

        private volatile @Nullable Map<AccountId, Long> known;

        @Override
        @SuppressWarnings("unchecked")
        public <T> T read(Supplier<T> reads) {
            return (T) Objects.requireNonNull(this.known);
        }

        @Override
        public boolean arePossible() {
            return this.known != null;
        }

    }

    /** The changes as the database knows them, with the faults that a database has. */
    private static final class Database extends AccountRows {

        private final Map<AccountId, Long> versions = new ConcurrentHashMap<>();

        private final AtomicInteger asked = new AtomicInteger();

        private final AtomicInteger waiting = new AtomicInteger();

        private final CountDownLatch hangs = new CountDownLatch(1);

        private volatile boolean failing;

        private volatile boolean hanging;

        private Database(StandingClock clock) {
            super(Mockito.mock(JdbcClient.class), clock);
        }

        @Override
        Map<AccountId, Long> changedSince(Instant since) {
            this.asked.incrementAndGet();
            if (this.failing) {
                throw new DataAccessResourceFailureException("The database is gone");
            }
            if (this.hanging) {
                this.waiting.incrementAndGet();
                try {
                    this.hangs.await();
                }
                catch (InterruptedException ex) {
                    throw new DataAccessResourceFailureException("Interrupted", ex);
                }
            }
            return Map.copyOf(this.versions);
        }

    }

}
